"""Backups of a SQLite file: copied whole by `VACUUM INTO`, which waits for nobody and leaves out what was deleted; moved by renaming."""

import os
import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy import URL, Connection, create_engine
from sqlalchemy.pool import NullPool

from app import clock
from app.safekeeping.refused import Refused

BLOCK = 2**20


class Sqlite:
    """The file of an address, and scratch files beside it."""

    name = "sqlite"

    def __init__(self, url: URL) -> None:
        if url.database in (None, "", ":memory:"):
            raise Refused("no-database")
        self.file = Path(str(url.database))

    @contextmanager
    def copied(self) -> Iterator[tuple[Connection, Iterator[bytes]]]:
        """See `System`."""
        if not self.is_there():
            raise Refused("no-database")
        with self._beside("copy") as copy:
            with closing(sqlite3.connect(self.file)) as live:
                live.execute("vacuum into ?", [str(copy)])
            with create_engine(f"sqlite:///{copy}", poolclass=NullPool).connect() as connection:
                yield connection, _packed(copy)

    def rows(self, connection: Connection, table: str, keys: Sequence[tuple[str, bool]]) -> Iterator[bytes]:
        """See `System`. Values as Python writes them: exact, and the same for the same bytes."""
        order = ", ".join(f'"{key}"' for key, _text in keys) or "1"
        for row in connection.exec_driver_sql(f'select * from "{table}" order by {order}'):  # noqa: S608 - the database's own names
            yield repr(tuple(row)).encode()

    @contextmanager
    def scratch(self) -> Iterator[str]:
        """See `System`."""
        with self._beside("scratch") as file:
            yield f"sqlite:///{file}"

    def fill(self, scratch: str, content: Iterable[bytes]) -> None:
        """See `System`."""
        unpacking = zlib.decompressobj()
        with open(os.open(_file(scratch), os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.writelines(unpacking.decompress(block) for block in content)
            file.write(unpacking.flush())
            file.flush()
            os.fsync(file.fileno())

    def is_there(self) -> bool:
        """See `System`."""
        return self.file.exists() and self.file.stat().st_size > 0

    def is_used(self) -> bool:
        """See `System`."""
        return self.is_there() and not _folded(self.file)

    def swap(self, scratch: str) -> str:
        """See `System`. One renaming over the old name; until then the old file has a second one."""
        new, kept = _file(scratch), self.file.with_name(f"{self.file.name}.before-{clock.now():%Y%m%dT%H%M%SZ}")
        if self.is_used() or not _folded(new):
            raise Refused("in-use")
        there = self.file.exists()
        if there:
            os.link(self.file, kept)
        new.replace(self.file)
        _flush_folder(self.file.parent)
        return str(kept) if there else ""

    def forget(self, kept: str) -> None:
        """See `System`."""
        Path(kept).unlink(missing_ok=True)

    @contextmanager
    def _beside(self, what: str) -> Iterator[Path]:
        """A file that is gone before and after."""
        self.file.parent.mkdir(parents=True, exist_ok=True)
        file = self.file.with_name(f"{self.file.name}.{what}")
        _remove(file)
        try:
            yield file
        finally:
            _remove(file)


def _packed(file: Path) -> Iterator[bytes]:
    packing = zlib.compressobj(6)
    with open(file, "rb") as content:
        while block := content.read(BLOCK):
            yield packing.compress(block)
    yield packing.flush()


def _folded(file: Path) -> bool:
    """Fold the write-ahead log into the file, so that it is all there is. Only possible, and only true, while nobody else has it open."""
    with closing(sqlite3.connect(file, timeout=0)) as connection:
        try:
            return bool(connection.execute("pragma journal_mode=delete").fetchone() == ("delete",))
        except sqlite3.OperationalError:
            return False


def _file(address: str) -> Path:
    return Path(address.removeprefix("sqlite:///"))


def _flush_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _remove(file: Path) -> None:
    for ending in ("", "-wal", "-shm", "-journal"):
        file.with_name(file.name + ending).unlink(missing_ok=True)
