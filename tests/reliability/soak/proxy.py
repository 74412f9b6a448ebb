"""A link that fails in every way there is, a request at a time: cut at each stage, told two to five times, overtaken, kept by a portal."""

import asyncio
import contextlib
import random
import re
import threading
import time
from collections import Counter

#: Each fault and how often it is drawn, of a hundred requests.
FAULTS = {
    "whole": 50,
    "cut_before_anything": 4,
    "cut_in_the_headers": 4,
    "cut_in_the_body": 5,
    "cut_after_the_body": 8,
    "cut_in_the_answer": 6,
    "answer_lost": 6,
    "told_again": 9,
    "overtaken": 6,
    "answered_by_a_portal": 2,
}
LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
PORTAL = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 27\r\n\r\n<h1>Recarga tu saldo</h1>\r\n"


class FaultyLink:
    """Carries requests to `127.0.0.1:target`. `under_way` are those the server has, by the port they went out from, and since when."""

    def __init__(self, target: int, seed: object) -> None:
        self.target, self.dice = target, random.Random(f"{seed}/link")
        self.faults = True
        self.drawn: Counter[str] = Counter()
        self.deliveries = self.broken = 0
        self.under_way: dict[int, float] = {}
        self._late: set[asyncio.Task[bytes]] = set()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        listening = asyncio.start_server(self._serve, "127.0.0.1", 0, backlog=500)
        self._server = asyncio.run_coroutine_threadsafe(listening, self._loop).result(5)
        self.port: int = self._server.sockets[0].getsockname()[1]

    def close(self) -> None:
        """Wait for what was overtaken, carry nothing any more."""
        asyncio.run_coroutine_threadsafe(self._end(), self._loop).result(60)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(5)
        self._loop.close()

    async def _end(self) -> None:
        await asyncio.gather(*self._late, return_exceptions=True)
        self._server.close()
        under_way = asyncio.all_tasks() - {asyncio.current_task()}
        for task in under_way:
            task.cancel()
        await asyncio.gather(*under_way, return_exceptions=True)

    async def _serve(self, phone: asyncio.StreamReader, to_phone: asyncio.StreamWriter) -> None:
        with contextlib.suppress(OSError, asyncio.IncompleteReadError, asyncio.CancelledError):
            head = await phone.readuntil(b"\r\n\r\n")
            length = LENGTH.search(head)
            body = await phone.readexactly(int(length[1]) if length else 0)
            fault = self._fault_for(head)
            self.drawn[fault] += 1
            to_phone.write(await getattr(self, f"_{fault}")(head, body))
            await to_phone.drain()
        to_phone.close()

    def _fault_for(self, _head: bytes) -> str:
        return self.dice.choices(list(FAULTS), list(FAULTS.values()))[0] if self.faults else "whole"

    async def _whole(self, head: bytes, body: bytes) -> bytes:
        return await self._deliver(head + body)

    async def _cut_before_anything(self, _head: bytes, _body: bytes) -> bytes:
        return b""

    async def _cut_in_the_headers(self, head: bytes, _body: bytes) -> bytes:
        return await self._deliver(head[: self.dice.randrange(1, len(head))], wait=0)

    async def _cut_in_the_body(self, head: bytes, body: bytes) -> bytes:
        return await self._deliver(head + body[: self.dice.randrange(len(body) or 1)], wait=0)

    async def _cut_after_the_body(self, head: bytes, body: bytes) -> bytes:
        return await self._deliver(head + body, wait=self.dice.uniform(0, 0.05))

    async def _cut_in_the_answer(self, head: bytes, body: bytes) -> bytes:
        answer = await self._deliver(head + body)
        return answer[: self.dice.randrange(len(answer) or 1)]

    async def _answer_lost(self, head: bytes, body: bytes) -> bytes:
        await self._deliver(head + body)
        return b""

    async def _told_again(self, head: bytes, body: bytes) -> bytes:
        """Two to five times at once; the phone hears one of the answers."""
        answers = await asyncio.gather(*(self._deliver(head + body) for _ in range(self.dice.randint(2, 5))))
        return self.dice.choice(answers)

    async def _overtaken(self, head: bytes, body: bytes) -> bytes:
        """It arrives when the phone has long said it again, and more."""

        async def later() -> bytes:
            await asyncio.sleep(self.dice.uniform(0.1, 2))
            return await self._deliver(head + body)

        task = asyncio.create_task(later())
        self._late.add(task)
        task.add_done_callback(self._late.discard)
        return b""

    async def _answered_by_a_portal(self, _head: bytes, _body: bytes) -> bytes:
        return PORTAL

    async def _deliver(self, request: bytes, wait: float | None = None) -> bytes:
        """What the server answers, as far as it came; with `wait` nobody listens, and the connection breaks after so many seconds."""
        try:
            server, to_server = await asyncio.open_connection("127.0.0.1", self.target)
        except OSError:
            return b""
        port = to_server.get_extra_info("sockname")[1]
        self.deliveries += 1
        try:
            to_server.write(request)
            await to_server.drain()
            self.under_way[port] = time.monotonic()
            if wait is None:
                return await self._answer(server)
            await asyncio.sleep(wait)
            return b""
        except OSError:
            self.broken += 1
            return b""
        finally:
            self.under_way.pop(port, None)
            to_server.transport.abort()

    async def _answer(self, server: asyncio.StreamReader) -> bytes:
        answer = await server.read(-1)
        self.broken += not answer
        return answer
