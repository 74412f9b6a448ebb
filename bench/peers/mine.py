"""Ours at the same works: the shipped server with SQLite, and a phone that sends what Chromium sends."""

import socket
import time
from typing import Any

from bench.exchange import Phone, kitchen
from bench.gprs import Gprs
from bench.peers.content import ours
from bench.peers.work import Cost


def works() -> dict[str, Cost]:
    """All works, each one request over a connection of its own."""
    (_, *days), day = ours()
    with kitchen() as (port, _):
        other = Phone()
        for pushed in ([], *days):
            with socket.create_connection(("127.0.0.1", port)) as near:
                other.asks(pushed, near)
        link = Gprs(port)
        try:
            phone = Phone()
            return {work: _does(phone, said, link) for work, said in (("down", []), ("check", []), ("up", day))}
        finally:
            link.close()


def _does(phone: Phone, said: list[dict[str, Any]], link: Gprs) -> Cost:
    link.forget_counts()
    began = time.monotonic()
    with socket.create_connection(("127.0.0.1", link.port)) as far:
        phone.asks(said, far)
    return Cost(1, link.up, link.down, time.monotonic() - began)
