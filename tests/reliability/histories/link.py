"""The way between a phone and the server, on which each request has its fate."""

import base64
import json
import zlib
from dataclasses import dataclass, field
from typing import Any

from hypothesis import strategies as st

from tests.reliability.histories.server import Server

#: Nothing came back.
SILENCE: dict[str, Any] = {"status": 0}
PORTAL = {"status": 200, "headers": {"Content-Type": "text/html"}, "body": b"<html>Bienvenida</html>"}

#: What can happen to a request, and how deep: statements before the server's power goes, moments of writing before the phone dies.
Fate = tuple[str, int]

fates: st.SearchStrategy[list[Fate]] = st.lists(
    st.one_of(
        st.tuples(
            st.sampled_from(["arrives", "lost", "answer lost", "cut", "answer cut", "portal", "twice", "put off", "in bad company"]),
            st.just(0),
        ),
        st.tuples(st.just("server dies"), st.integers(0, 60)),
        st.tuples(st.just("phone dies"), st.sampled_from([0, 2, 2, 4])),
        st.just(("phone dies sending", 0)),
    ),
    max_size=3,
)


@dataclass
class Link:
    """Carries requests to `server`: the first meet the `ahead` fates, the others arrive. `late` are still on their way."""

    server: Server
    ahead: list[Fate] = field(default_factory=list)
    late: list[tuple[str, dict[str, str], bytes]] = field(default_factory=list)
    #: Statuses of the answers, in order.
    heard: list[int] = field(default_factory=list)

    def meets(self, ahead: list[Fate]) -> None:
        """Another try of a phone begins, with these fates ahead of it."""
        self.ahead = list(ahead)
        self.heard.clear()

    def carries(self, path: str, headers: dict[str, str], body: bytes) -> dict[str, Any]:
        """What the phone hears, as its process wants it."""
        fate, depth = self.ahead.pop(0) if self.ahead else ("arrives", 0)
        answer = getattr(self, "_" + fate.replace(" ", "_"))((path, headers, body), depth) or SILENCE
        self.heard.append(answer["status"])
        return answer | {"body": base64.b64encode(answer.get("body", b"")).decode()}

    def delivers(self, which: int) -> None:
        """A request that was given up long ago arrives, and nobody waits for its answer."""
        if self.late:
            self.server.answers(*self.late.pop(which % len(self.late)))

    def _arrives(self, request: Any, _depth: int) -> Any:
        return self.server.answers(*request)

    def _lost(self, _request: Any, _depth: int) -> None:
        return None

    def _answer_lost(self, request: Any, _depth: int) -> None:
        self.server.answers(*request)

    def _put_off(self, request: Any, _depth: int) -> None:
        self.late.append(request)

    def _cut(self, request: Any, _depth: int) -> Any:
        path, headers, body = request
        return self.server.answers(path, headers, body[: len(body) // 2])

    def _answer_cut(self, request: Any, _depth: int) -> Any:
        answer = self.server.answers(*request)
        return answer | {"body": answer["body"][: len(answer["body"]) // 2]} if answer and answer["body"] else None

    def _portal(self, _request: Any, _depth: int) -> Any:
        return PORTAL

    def _twice(self, request: Any, _depth: int) -> Any:
        self.server.answers(*request)
        return self.server.answers(*request)

    def _in_bad_company(self, request: Any, _depth: int) -> Any:
        """The batch comes with all of it twice, and with what is no operation."""
        path, headers, body = request
        if path != "/sync":
            return self.server.answers(*request)
        packed = body.startswith(b"x")
        said = json.loads(zlib.decompress(body) if packed else body)
        if isinstance(said, list):  # the compact form has no room for what is no operation
            return self.server.answers(*request)
        said["operations"] = [7, {"id": "?"}, *said["operations"], *reversed(said["operations"])]
        again = json.dumps(said).encode()
        return self.server.answers(path, headers, zlib.compress(again) if packed else again)

    def _server_dies(self, request: Any, depth: int) -> Any:
        return self.server.answers(*request, moments=depth)

    def _phone_dies(self, request: Any, depth: int) -> Any:
        return (self.server.answers(*request) or SILENCE) | {"moments": depth}

    def _phone_dies_sending(self, _request: Any, _depth: int) -> Any:
        return SILENCE | {"moments": 0}
