"""A bad link: a TCP proxy on the loopback with latency, a shared rate, cuts, black holes and byte counts.

It stands in front of the server, so it holds for pages and service workers alike, whatever the browser.
"""

import asyncio
import contextlib
import threading
import time
from collections.abc import Callable
from typing import Any

CHUNK = 1460  # bytes: a slow link hands data over by the packet


class Link:
    """Carries connections to `127.0.0.1:target`. Change its attributes at any moment; they hold for open connections too."""

    def __init__(self, target: int) -> None:
        self.target = target
        self.latency = 0.0  # seconds, one way
        self.rate: float | None = None  # bytes a second, one way, shared by all connections; None is unlimited
        self.rate_up: float | None = None  # the same from the phone alone, where it is another
        self.up = self.down = 0  # bytes carried from and to the phone
        self.connections = 0  # opened so far
        self._state = "whole"
        self._busy = {"up": 0.0, "down": 0.0}
        self._open: set[asyncio.StreamWriter] = set()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)  # the browser's driver holds the main one
        self._thread.start()
        listening = asyncio.start_server(self._carry, "127.0.0.1", 0)
        self._server = asyncio.run_coroutine_threadsafe(listening, self._loop).result(5)
        self.port: int = self._server.sockets[0].getsockname()[1]

    @property
    def url(self) -> str:
        """Where a browser finds the server through this link."""
        return f"http://127.0.0.1:{self.port}"

    def gprs(self) -> None:
        """What a kitchen on a hill has: 30 kbit/s and 700 ms there and back."""
        self.latency, self.rate = 0.35, 30_000 / 8

    def cut(self) -> None:
        """Break every connection and refuse new ones, as with no signal."""
        self._state = "cut"
        self._soon(self._break)

    def swallow(self) -> None:
        """Keep connections open and carry nothing: the signal that lies."""
        self._state = "hole"

    def mend(self) -> None:
        """Carry again."""
        self._state = "whole"

    def forget_counts(self) -> None:
        """Begin counting bytes and connections anew."""
        self.up = self.down = self.connections = 0

    def close(self) -> None:
        """Break every connection and stop."""
        asyncio.run_coroutine_threadsafe(self._end(), self._loop).result(5)
        self._soon(self._loop.stop)
        self._thread.join(5)
        self._loop.close()

    async def _end(self) -> None:
        self._server.close()
        self._break()
        under_way = asyncio.all_tasks() - {asyncio.current_task()}
        for task in under_way:
            task.cancel()
        await asyncio.gather(*under_way, return_exceptions=True)
        await asyncio.sleep(0)  # what was aborted says goodbye

    def _soon(self, act: Callable[[], Any]) -> None:
        self._loop.call_soon_threadsafe(act)

    def _break(self) -> None:
        for writer in list(self._open):
            writer.transport.abort()

    async def _carry(self, phone: asyncio.StreamReader, to_phone: asyncio.StreamWriter) -> None:
        with contextlib.suppress(asyncio.CancelledError):  # the test is over
            await self._connect(phone, to_phone)

    async def _connect(self, phone: asyncio.StreamReader, to_phone: asyncio.StreamWriter) -> None:
        self.connections += 1
        await asyncio.sleep(self.latency)  # the handshake's way
        try:
            if self._state == "cut":
                raise ConnectionRefusedError
            server, to_server = await asyncio.open_connection("127.0.0.1", self.target)
        except OSError:
            to_phone.transport.abort()
            return
        self._open |= {to_phone, to_server}
        await asyncio.gather(self._one_way("up", phone, to_server), self._one_way("down", server, to_phone))
        self._open -= {to_phone, to_server}

    async def _one_way(self, way: str, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        flight: asyncio.Queue[tuple[float, bytes]] = asyncio.Queue()
        landing = asyncio.create_task(self._land(flight, writer))
        try:
            while data := await reader.read(CHUNK if self.rate else 65536):
                await self._pass(way, len(data))
                flight.put_nowait((time.monotonic() + self.latency, data))
        except ConnectionError:
            pass
        flight.put_nowait((time.monotonic() + self.latency, b""))
        await landing

    async def _pass(self, way: str, size: int) -> None:
        """Wait until the link has room for `size` bytes, and count them."""
        while self._state == "hole":
            await asyncio.sleep(0.05)
        if rate := self.rate_up if way == "up" and self.rate_up else self.rate:
            self._busy[way] = max(time.monotonic(), self._busy[way]) + size / rate
            await asyncio.sleep(self._busy[way] - time.monotonic())
        setattr(self, way, getattr(self, way) + size)

    @staticmethod
    async def _land(flight: "asyncio.Queue[tuple[float, bytes]]", writer: asyncio.StreamWriter) -> None:
        """Write each piece when its latency is over; an empty piece is the end."""
        try:
            while True:
                due, data = await flight.get()
                await asyncio.sleep(due - time.monotonic())
                if not data:
                    break
                writer.write(data)
                await writer.drain()
        except ConnectionError:
            pass
        finally:
            writer.close()
