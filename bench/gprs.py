"""Seconds over GPRS: the standard work through a link of 50 kbit/s down and 20 up, 600 ms there and back, to a server as it is shipped."""

import asyncio
import socket
import ssl
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from bench.exchange import Phone, kitchen
from bench.row import Row
from bench.standard_day import operations
from bench.standard_month import month
from tests.deploy.nginx import Nginx
from tests.link import Link

#: Bits a second down and up, and seconds one way.
DOWN, UP, WAY = 50_000, 20_000, 0.3


class Gprs(Link):
    """Such a link to a server on `port`."""

    def __init__(self, port: int) -> None:
        super().__init__(port)
        self.slow()

    def slow(self) -> None:
        """Be as slow as GPRS."""
        self.latency, self.rate, self.rate_up = WAY, DOWN / 8, UP / 8

    async def _connect(self, phone: asyncio.StreamReader, to_phone: asyncio.StreamWriter) -> None:
        await asyncio.sleep(self.latency)  # the way back of the first packet's answer, which a link otherwise leaves out
        await super()._connect(phone, to_phone)


def measure(_quick: bool) -> Iterator[Row]:
    """A day's work over a new connection, a new one with TLS, and one that is open; and a month to a new phone."""
    _, *days = month()
    with kitchen() as (port, folder), _secured(port, folder) as nginx:
        phone = Phone()
        for day in ([], *days):  # each over its own connection, so that every process of the server has its statements
            with socket.create_connection(("127.0.0.1", port)) as near:
                phone.asks(day, near)
        with closing(Gprs(nginx.port)) as far:
            joined, _ = _timed(far, nginx, [(Phone(), [])])
            cold, warm = _timed(far, nginx, [(phone, operations(2)), (phone, operations(3))])
        with closing(Gprs(port)) as far:
            plain, _ = _timed(far, None, [(phone, operations())])
    yield Row("a day's work up (W2) on GPRS, plain", plain, "s", 2.0)
    yield Row("… with cold TLS", cold, "s", 4.0)
    yield Row("… over a connection that is open", warm, "s", 1.2)
    yield Row("a new phone joins with a month (W1) on GPRS, cold TLS", joined, "s", 6)


def _timed(far: Link, nginx: Nginx | None, questions: list[tuple[Phone, list[dict[str, Any]]]]) -> tuple[float, float]:
    """Seconds until the first answer, connecting included, and from there until the last."""
    began, answered = time.monotonic(), []
    with socket.create_connection(("127.0.0.1", far.port)) as plain:
        link: socket.socket | ssl.SSLSocket = nginx.trust().wrap_socket(plain) if nginx else plain
        for phone, day in questions:
            phone.asks(day, link)
            answered.append(time.monotonic())
    return answered[0] - began, answered[-1] - answered[0]


@contextmanager
def _secured(port: int, folder: Path) -> Iterator[Nginx]:
    nginx = Nginx(folder / "nginx", port)
    try:
        yield nginx
    finally:
        nginx.stop()
