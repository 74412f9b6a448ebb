"""The link between a browser and the server, with one fault at a time and as often as a story wants it."""

import asyncio
import re

from tests.reliability.soak.proxy import FaultyLink

#: A captive portal answers everything, and says that all is well.
PORTAL = b"<html><body><h1>Recargue su saldo</h1></body></html>"
KEPT_OPEN = re.compile(rb"\r\nconnection: *keep-alive", re.IGNORECASE)


class ChosenLink(FaultyLink):
    """Carries a browser's requests to `127.0.0.1:target`, whole until `fails` says otherwise.

    The faults are those of `FaultyLink`, and `refused`, `swallowed`, `slow` and `cut_after_bytes`.
    """

    def __init__(self, target: int, seed: object = 0) -> None:
        super().__init__(target, seed)
        self.url = f"http://127.0.0.1:{self.port}"
        self._fault, self._about, self._times = "whole", re.compile(b""), 0
        self._bytes, self._seconds = 0, 0.0
        self.seen = 0  # requests that met the fault

    def fails(self, fault: str, about: str = "/sync", times: int = 10**9, *, after: int = 0, seconds: float = 0.0) -> None:
        """From now on requests to paths below `about` meet `fault`, so many `times`: cut `after` bytes of the answer, late by `seconds`."""
        self._about, self._fault, self._times = re.compile(rb"\S+ " + re.escape(about.encode())), fault, times
        self._bytes, self._seconds, self.seen = after, seconds, 0

    def mend(self) -> None:
        """All is whole again, and what was swallowed breaks."""
        self.fails("whole")

    def _fault_for(self, head: bytes) -> str:
        if self._fault == "whole" or self._times <= 0 or not self._about.match(head):
            return "whole"
        self._times -= 1
        self.seen += 1
        return self._fault

    async def _deliver(self, request: bytes, wait: float | None = None) -> bytes:
        return await super()._deliver(KEPT_OPEN.sub(b"\r\nConnection: close", request, count=1), wait)

    async def _refused(self, _head: bytes, _body: bytes) -> bytes:
        raise ConnectionRefusedError

    async def _swallowed(self, _head: bytes, _body: bytes) -> bytes:
        """The signal that lies: connected, and nothing comes, until the link is mended."""
        while self._fault == "swallowed":
            await asyncio.sleep(0.05)
        return b""

    async def _slow(self, head: bytes, body: bytes) -> bytes:
        await asyncio.sleep(self._seconds)
        return await self._deliver(head + body)

    async def _cut_after_bytes(self, head: bytes, body: bytes) -> bytes:
        """The answer, as far as the given byte; a negative number counts from its end."""
        return (await self._deliver(head + body))[: self._bytes]

    async def _answered_by_a_portal(self, _head: bytes, _body: bytes) -> bytes:
        head = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: {len(PORTAL)}\r\n\r\n"
        return head.encode() + PORTAL
