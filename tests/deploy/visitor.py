"""An HTTPS client with the manners of Flask's test client, so that a phone in Python can sync through nginx."""

import http.client
import json
from typing import Any

from tests.deploy.nginx import Nginx


class Answer:
    """What came back."""

    def __init__(self, response: http.client.HTTPResponse) -> None:
        self.status_code, self.headers, self.data = response.status, response.headers, response.read()

    def get_json(self) -> Any:
        """The body as JSON."""
        return json.loads(self.data)

    def get_data(self, as_text: bool = False) -> Any:
        """The body."""
        return self.data.decode() if as_text else self.data


class Visitor:
    """`get` and `post` over TLS, one connection each."""

    def __init__(self, nginx: Nginx) -> None:
        self.nginx = nginx

    def get(self, path: str, headers: dict[str, str] | None = None) -> Answer:
        """Read a page."""
        return self._ask("GET", path, None, headers or {})

    def post(self, path: str, data: bytes = b"", json: Any = None, headers: dict[str, str] | None = None) -> Answer:
        """Send a body, or `json`."""
        body = data if json is None else _dumped(json)
        return self._ask("POST", path, body, {"Content-Type": "application/json"} | (headers or {}))

    def _ask(self, method: str, path: str, body: bytes | None, headers: dict[str, str]) -> Answer:
        connection = http.client.HTTPSConnection("127.0.0.1", self.nginx.port, timeout=15, context=self.nginx.trust())
        try:
            connection.request(method, path, body, headers)
            return Answer(connection.getresponse())
        finally:
            connection.close()


def _dumped(value: Any) -> bytes:
    return json.dumps(value).encode()
