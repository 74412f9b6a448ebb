"""The journal beside the database, one JSON object a line: what must outlive it, and by which a database that went back is known.

Erasures, revocations, phones that wiped themselves and closed accounts are written and flushed here before the database has them, so that
a backup from before can never bring back an erased person or a stolen phone. Beside them stand the database's lives (`epoch`), how much it
held (`operations`) and its good backups (`backup`).
"""

import fcntl
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import msgspec
from flask import current_app


def write(entry: dict[str, Any]) -> None:
    """Append one entry and force it to the disk."""
    _append(msgspec.json.encode(entry))


def entries(about: str = "") -> list[dict[str, Any]]:
    """All entries, oldest first, or those that say something `about` one thing; a line cut by a crash is left out."""
    found = (_decoded(line) for line in lines())
    return [entry for entry in found if entry is not None and (not about or about in entry)]


def lines() -> list[bytes]:
    """The lines as they stand in the file."""
    file = _file()
    return file.read_bytes().split(b"\n")[:-1] if file.exists() else []


def add(others: Iterable[bytes]) -> None:
    """Append those of some other journal's lines that are not here."""
    here = set(lines())
    for line in others:
        if line not in here and _decoded(line) is not None:
            _append(line)


@contextmanager
def alone() -> Iterator[None]:
    """Only one process at a time, for who reads the journal and then writes what follows from it."""
    file = _file()
    file.parent.mkdir(parents=True, exist_ok=True)
    with open(os.open(f"{file}.lock", os.O_WRONLY | os.O_CREAT, 0o600), "wb") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _file() -> Path:
    return Path(current_app.config["JOURNAL"])


def _append(line: bytes) -> None:
    file = _file()
    file.parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(file, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
    try:
        size = os.fstat(handle).st_size
        # After a line that a crash cut, ours begins on its own.
        cut = size > 0 and os.pread(handle, 1, size - 1) != b"\n"
        left = b"\n" * cut + line + b"\n"
        while left:  # a disk that is nearly full takes a part, and says so only when asked again
            left = left[os.write(handle, left) :]
        os.fsync(handle)
    finally:
        os.close(handle)


def _decoded(line: bytes) -> dict[str, Any] | None:
    try:
        entry = msgspec.json.decode(line)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return None
    return entry if isinstance(entry, dict) else None
