"""A phone's questions, exact to the byte: with the headers that Chromium sends, to a server as it is shipped, behind nginx for TLS."""

import json
import tempfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import brotli
import msgspec

from app import create_app
from app.sync import append
from app.sync.compact import batch
from bench.served import gunicorn
from bench.stage import found, secret
from bench.standard_month import roll
from tests.databases import TEST_KEY, build_sqlite

#: As Chromium 138 on an Android phone sends them, heard on a socket.
HEADERS = (
    "Host: comedor.example.pe",
    "Connection: keep-alive",
    'sec-ch-ua-platform: "Android"',
    "User-Agent: Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/138.0.0.0 Mobile Safari/537.36",
    'sec-ch-ua: "Not)A;Brand";v="8", "Chromium";v="138"',
    "sec-ch-ua-mobile: ?1",
    "Accept: */*",
    "Origin: https://comedor.example.pe",
    "Sec-Fetch-Site: same-origin",
    "Sec-Fetch-Mode: cors",
    "Sec-Fetch-Dest: empty",
    "Accept-Encoding: gzip, deflate, br, zstd",
    "Accept-Language: es-PE,es;q=0.9",
)
#: The version of a shell; how many lines of the shorthand phones know; from how many letters on they find a body worth packing.
APP, KNOWN, WORTH = "9a6656c90bd5", 8, 500


@dataclass(frozen=True)
class Exchange:
    """Bytes: the body that went, all that went, all that came, and all of the answer that had come when its first line was whole."""

    body: int
    up: int
    down: int
    first: int


@dataclass
class Phone:
    """What it was told last: epoch and cursor."""

    place: tuple[Any, ...] = (None, None)

    def asks(self, operations: list[dict[str, Any]], link: Any) -> Exchange:
        """One question over an open connection."""
        said = msgspec.json.encode([KNOWN, *self.place, APP, *batch(operations, KNOWN)])
        body = zlib.compress(said) if len(said) >= WORTH else said
        lines = ("POST /sync HTTP/1.1", *HEADERS, f"Content-Length: {len(body)}", f"Authorization: Bearer {secret(0)}", "", "")
        request = "\r\n".join(lines).encode() + body
        link.sendall(request)
        head, came = _answer(link)
        text, first = _opened(came) if b"content-encoding: br" in head.lower() else (came, len(came))
        if text:
            epoch, _, _, cursor, *_ = json.loads(text.split(b"\n")[-2])
            self.place = (epoch or self.place[0], cursor)
        return Exchange(len(body), len(request), len(head) + len(came), first)


def _answer(link: Any) -> tuple[bytes, bytes]:
    got = b""
    while b"\r\n\r\n" not in got:
        got += link.recv(65536)
    head, _, body = got.partition(b"\r\n\r\n")
    length = int(head.lower().partition(b"content-length: ")[2].split(b"\r\n")[0] or 0)
    while len(body) < length:
        body += link.recv(65536)
    return head + b"\r\n\r\n", body


def _opened(came: bytes) -> tuple[bytes, int]:
    """The text, and after how many of its bytes the first line was whole."""
    opening, text, first = brotli.Decompressor(), b"", 0
    for at in range(len(came)):
        text += opening.process(came[at : at + 1])
        first = first or (at + 1 if b"\n" in text else 0)
    return text, first


@contextmanager
def kitchen() -> Iterator[tuple[int, Path]]:
    """gunicorn over SQLite with a kitchen of 200 people; its port, and a folder."""
    with tempfile.TemporaryDirectory(prefix="mc-bench-") as name:
        folder = Path(name)
        url = f"sqlite:///{build_sqlite(folder / 'bench.sqlite')}"
        app = create_app({"DATABASE_URL": url, "MASTER_KEY": TEST_KEY, "JOURNAL": str(folder / "journal.jsonl"), "TESTING": True})
        (kitchen_id,) = found(app, 1)
        with app.app_context():
            append(kitchen_id, roll(), "00000000-0000-4000-8000-000000000001")
        with gunicorn("wsgi:app", folder, url) as (port, _):
            yield port, folder
