"""The folder in which backups lie: one file each, under its own name once it was proved good. One backup or restore at a time."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from flask import current_app

from app import clock, journal
from app.safekeeping import envelope
from app.safekeeping.refused import Refused

ENDING = ".backup"


@dataclass(frozen=True)
class Backup:
    """A file of the folder and what its head says; `size` in bytes."""

    file: Path
    head: envelope.Head
    size: int

    @property
    def made_at(self) -> datetime:
        """When it was taken, in UTC."""
        return datetime.fromisoformat(self.head.made_at)


def folder() -> Path:
    """The folder, made when it is first asked for; nobody else may look into it."""
    place = Path(current_app.config["BACKUPS"])
    place.mkdir(mode=0o700, parents=True, exist_ok=True)
    return place


def good() -> list[Backup]:
    """The backups that lie here, newest first; a file that is none of ours is passed over."""
    found = []
    for file in folder().glob(f"*{ENDING}"):
        try:
            found.append(look(file))
        except Refused:
            continue
    return sorted(found, key=lambda one: one.head.made_at, reverse=True)


def look(file: Path) -> Backup:
    """A backup by its file; raises `Refused`."""
    try:
        with open(file, "rb") as content:
            return Backup(file, envelope.read_head(content), file.stat().st_size)
    except OSError:
        raise Refused("no-file", file=str(file)) from None


def find(name: str) -> Backup:
    """A backup by its path, or by its name in the folder; without a name the newest. Raises `Refused`."""
    if name:
        here = folder() / name
        return look(here if here.exists() else Path(name))
    if not (found := good()):
        raise Refused("none", folder=str(folder()))
    return found[0]


def latest() -> str:
    """The name of the newest backup that the journal or the folder knows of; empty when there was none."""
    told = [str(entry["backup"]) for entry in journal.entries("backup")]
    return max([*told, *(one.head.name for one in good())], default="")


def clear(days: int) -> list[str]:
    """Throw away the backups older than so many days, never the newest; returns their names."""
    before = clock.now() - timedelta(days=days)
    old = [one for one in good()[1:] if one.made_at < before]
    for one in old:
        one.file.unlink()
    return [one.head.name for one in old]


@contextmanager
def new(name: str) -> Iterator[Path]:
    """A file to write a backup into: it takes its name, on the disk for good, if all goes well, and is gone if not."""
    place, file = folder() / f"{name}{ENDING}", folder() / f"{name}.unproved"
    try:
        file.touch(0o600)
        yield file
        with open(file, "rb") as content:
            os.fsync(content.fileno())
        file.replace(place)
    finally:
        file.unlink(missing_ok=True)


@contextmanager
def alone() -> Iterator[None]:
    """Whoever backs up or restores does so alone; raises `Refused` while somebody else is at it."""
    with open(os.open(folder() / "lock", os.O_WRONLY | os.O_CREAT, 0o600), "wb") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Refused("busy") from None
        for left in folder().glob("*.unproved"):
            left.unlink()  # of one that was cut off
        yield
