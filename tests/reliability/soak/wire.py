"""What a phone speaks through: HTTP over a socket of its own, with the few words of Flask's client that tests/a_phone.py uses."""

import http.client
from dataclasses import dataclass
from json import dumps, loads
from typing import Any

#: Seconds after which a phone takes silence for an answer.
PATIENCE = 30


class Cut(Exception):
    """No answer in the contract's words came: nothing happened, try later."""


@dataclass
class Heard:
    """A whole answer; None for a 204."""

    status_code: int
    said: Any

    def get_json(self) -> Any:
        """What it says."""
        return self.said

    def get_data(self, as_text: bool = False) -> str:
        """The same, to be shown."""
        return dumps(self.said) if as_text else ""


class Wire:
    """One connection a request, so that each fault hits one request."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.faults_of_ours = 0

    def post(self, path: str, data: bytes = b"", json: Any = None, headers: dict[str, str] | None = None) -> Heard:
        """Raise `Cut` for whatever is not an answer of docs/sync.md."""
        sent = data if json is None else dumps(json).encode()
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            headers = {"Content-Type": "application/json", "Connection": "close", **(headers or {})}
            connection.request("POST", path, sent, headers)
            return self._heard(connection.getresponse())
        except (OSError, http.client.HTTPException, ValueError) as error:
            raise Cut(type(error).__name__) from None  # a ValueError is an answer cut within its headers
        finally:
            connection.close()

    def _heard(self, answer: http.client.HTTPResponse) -> Heard:
        body = answer.read()
        if answer.status == 429:
            raise Cut("busy")
        if answer.status >= 500:
            self.faults_of_ours += 1
            raise Cut(str(answer.status))
        if answer.status != 204 and answer.headers.get_content_type() != "application/json":
            raise Cut("a portal")
        return Heard(answer.status, loads(body) if body or answer.status != 204 else None)
