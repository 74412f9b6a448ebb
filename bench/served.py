"""A server as it is shipped (deploy/gunicorn.py, in production, two workers), its processor time, and many clients at once.

The clients write whole requests into kept connections, so that they take little of the processor that is measured.
"""

import os
import signal
import socket
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Generator, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.databases import HOME, TEST_KEY, dies_with_us, free_port

TICKS = os.sysconf("SC_CLK_TCK")
CLIENTS = 8


@contextmanager
def gunicorn(app: str, folder: Path, database_url: str = "") -> Iterator[tuple[int, int]]:
    """Serve a WSGI application (`wsgi:app`); gives the port and the process."""
    port = free_port()
    with _beside(["gunicorn", "--config", "deploy/gunicorn.py", app], folder, database_url, port) as process:
        _wait(port)
        yield port, process


@contextmanager
def follower(folder: Path, database_url: str) -> Iterator[int]:
    """What counts beside the server (deploy/mi-comedor-follow.service); gives the process."""
    with _beside(["flask", "--app", "wsgi", "rollups", "follow"], folder, database_url, free_port()) as process:
        yield process


@contextmanager
def _beside(words: list[str], folder: Path, database_url: str, port: int) -> Iterator[int]:
    settings = {"MI_COMEDOR_ENV": "production", "MI_COMEDOR_KEY": TEST_KEY, "MI_COMEDOR_INSTANCE": str(folder), "WEB_CONCURRENCY": "2"}
    settings |= {"DATABASE_URL": database_url, "PORT": str(port), "PUBLIC_URL": f"https://localhost:{port}"}
    command = [*dies_with_us(signal.SIGTERM), sys.executable, "-m", *words]
    with open(folder / "server.log", "ab") as log:
        process = subprocess.Popen(command, cwd=HOME, env=os.environ | settings, stdout=log, stderr=log, start_new_session=True)
    try:
        yield process.pid
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait(10)


def _wait(port: int) -> None:
    for _ in range(300):
        try:
            socket.create_connection(("127.0.0.1", port), 2).close()
            return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("the server did not come up")


def processor_seconds(root: int) -> float:
    """What a process and all below it have used of the processor."""
    parents, used = {}, {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                words = (entry / "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue  # gone meanwhile
            parents[int(entry.name)], used[int(entry.name)] = int(words[1]), sum(map(int, words[11:15])) / TICKS
    family, found = {root}, {root}
    while found:
        found = {one for one, parent in parents.items() if parent in found} - family
        family |= found
    return sum(used.get(one, 0) for one in family)


#: Yields whole requests, is given the body of each answer.
Words = Generator[bytes, bytes | None, None]


@dataclass
class Talk:
    """A client's side of a conversation."""

    words: Words
    heard: bytes | None = None

    def next(self) -> bytes | None:
        """The next request; None when all is said."""
        try:
            return self.words.send(self.heard)  # the first time None, as a generator wants to be begun
        except StopIteration:
            return None


@dataclass
class Load:
    """What the clients did: how often each status came, in how many seconds, and how long each answer took."""

    statuses: Counter[int] = field(default_factory=Counter)
    seconds: float = 0.0
    waits: list[float] = field(default_factory=list)


def drive(port: int, talks: Sequence[Talk], seconds: float, turns: int = 1_000_000, clients: int = CLIENTS) -> Load:
    """Let so many clients, each with its share of the talks, say one request of each in turn, until all is said or the time is over."""
    load, began = Load(), time.monotonic()
    shares = [talks[n::clients] for n in range(clients)]
    with ThreadPoolExecutor(clients) as pool:
        list(pool.map(lambda share: _client(port, share, turns, began + seconds, load), shares))
    load.seconds = time.monotonic() - began
    return load


def _client(port: int, talks: Sequence[Talk], turns: int, until: float, load: Load) -> None:
    with socket.create_connection(("127.0.0.1", port)) as link:
        for _ in range(turns):
            for talk in talks:
                request = talk.next()
                if request is None or time.monotonic() > until:
                    return
                sent = time.monotonic()
                link.sendall(request)
                heard = answer(link)
                talk.heard = heard.body
                load.statuses[heard.status] += 1
                load.waits.append(time.monotonic() - sent)


@dataclass
class Heard:
    """An answer. `retry_after`: in how many seconds to come back, 0 where it does not say."""

    status: int
    body: bytes
    retry_after: int


def answer(link: socket.socket) -> Heard:
    """Read one answer whole."""
    got = b""
    while b"\r\n\r\n" not in got:
        got += _some(link)
    head, _, body = got.partition(b"\r\n\r\n")
    fields = dict(line.lower().split(b": ", 1) for line in head.split(b"\r\n")[1:])
    length = int(fields.get(b"content-length", 0))
    while len(body) < length:
        body += _some(link)
    return Heard(int(head.split(b" ", 2)[1]), body, int(fields.get(b"retry-after", 0)))


def _some(link: socket.socket) -> bytes:
    some = link.recv(65536)
    if not some:
        raise ConnectionError("the server closed the connection")
    return some


def post(path: str, body: bytes, *headers: str) -> bytes:
    """A whole request of HTTP/1.1."""
    fixed = ("Host: localhost", "Content-Type: application/json", f"Content-Length: {len(body)}")
    return "\r\n".join((f"POST {path} HTTP/1.1", *fixed, *headers, "", "")).encode() + body
