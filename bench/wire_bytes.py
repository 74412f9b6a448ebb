"""Exact bytes: what `make weigh` weighs, and the standard work on its way: a day (W2), a month to a new phone (W1), a check, 26 with TLS.

No clock, so the same everywhere (but for a few bytes of chance in ids and marks).
"""

import socket
import ssl
from collections.abc import Iterator
from pathlib import Path

from bench.exchange import Phone, kitchen
from bench.row import Row
from bench.standard_day import operations
from bench.standard_month import month
from bench.weigh import weights
from tests.deploy.nginx import Nginx
from tests.link import Link


def measure(_quick: bool) -> Iterator[Row]:
    """A row of each weight."""
    for what, weight, budget in weights():
        yield Row(what, weight, "B", budget)
    _, *days = month()
    with kitchen() as (port, folder), socket.create_connection(("127.0.0.1", port)) as link:
        phone = Phone()
        phone.asks([], link)
        check, day = phone.asks([], link), phone.asks(operations(), link)
        secured = _secured(phone, days[1:], port, folder) * 26 / 25
        joined = Phone().asks([], link)
    yield Row("a check with nothing to say, in all", check.up + check.down, "B", 1_000)
    yield Row("a day's work up (W2), compact, its body", day.body, "B", 700)
    yield Row("… the whole exchange, HTTP/1.1", day.up + day.down, "B", 1_500)
    yield Row("26 daily syncs, each with cold TLS", secured, "B", 400_000)
    yield Row("a new phone joins with a month (W1), brotli 5", joined.down, "B", 16_000)
    yield Row("… until it can be used", joined.first, "B", 5_000)


def _secured(phone: Phone, days: list[list[dict[str, object]]], port: int, folder: Path) -> int:
    """Bytes of TCP for so many days, each over a connection of its own that knows nothing of the last. The certificate is one alone."""
    nginx = Nginx(folder / "nginx", port)
    carried = Link(nginx.port)
    try:
        for day in days:
            with socket.create_connection(("127.0.0.1", carried.port)) as plain, _shaken(nginx, plain) as link:
                phone.asks(day, link)
        return carried.up + carried.down
    finally:
        carried.close()
        nginx.stop()


def _shaken(nginx: Nginx, plain: socket.socket) -> ssl.SSLSocket:
    return nginx.trust().wrap_socket(plain)
