"""Taking a backup, which counts only once it was restored into a scratch database and found to hold the same."""

import secrets
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import msgspec
from flask import current_app
from sqlalchemy import create_engine, make_url
from sqlalchemy.pool import NullPool

from app import clock, journal, seal
from app.safekeeping import contents, envelope, shelf
from app.safekeeping.contents import Manifest
from app.safekeeping.postgresql import Postgresql
from app.safekeeping.refused import Refused
from app.safekeeping.sqlite import Sqlite
from app.safekeeping.system import System


@dataclass(frozen=True)
class Restored:
    """A backup that was proved: the scratch database that it became, and what it says of itself."""

    scratch: str
    manifest: Manifest


def here() -> System:
    """This installation's database."""
    url = make_url(current_app.config["SQLALCHEMY_DATABASE_URI"])
    return Postgresql(url) if url.get_backend_name() == "postgresql" else Sqlite(url)


def make() -> tuple[shelf.Backup, Manifest]:
    """Take a backup, prove it, and only then let it have its name and tell the journal. Raises `Refused`."""
    system, made_at = here(), clock.now()
    name = f"mi-comedor-{made_at:%Y%m%dT%H%M%SZ}-{secrets.token_hex(2)}"
    with shelf.new(name) as file:
        with system.copied() as (connection, copy):
            told = [line.decode() for line in journal.lines()]
            manifest = Manifest(contents.read(connection, system), told)
            facts = (system.name, contents.migration(connection), seal.key_name(), secrets.token_hex(16))
            with open(file, "wb") as out:
                envelope.write(out, envelope.Head(name, made_at.isoformat(), *facts), _packed(manifest, copy))
        with proved(file):
            pass
    found = shelf.find(f"{name}{shelf.ENDING}")
    facts_of_it = {"backup": name, "bytes": found.size, "operations": manifest.contents.operations}
    journal.write(facts_of_it | {"at": made_at.isoformat()})
    return found, manifest


@contextmanager
def proved(file: Path) -> Iterator[Restored]:
    """Restore a backup into a scratch database, compare what both hold, and lend the scratch. Raises `Refused`."""
    system = here()
    with open(file, "rb") as content:
        head = envelope.read_head(content)
        if head.system != system.name:
            raise Refused("other-system", theirs=head.system, ours=system.name)
        content.seek(0)
        manifest, copy = _unpacked(envelope.read(content))
        with system.scratch() as scratch:
            system.fill(scratch, copy)
            _compare(system, scratch, manifest)
            yield Restored(scratch, manifest)


def _compare(system: System, scratch: str, manifest: Manifest) -> None:
    engine = create_engine(scratch, poolclass=NullPool)
    with engine.connect() as connection, connection.begin():
        found = contents.read(connection, system)
    if found != manifest.contents:
        raise Refused("differs")


def _packed(manifest: Manifest, copy: Iterable[bytes]) -> Iterator[bytes]:
    said = msgspec.json.encode(manifest)
    yield len(said).to_bytes(8, "big") + said
    yield from copy


def _unpacked(content: Iterator[bytes]) -> tuple[Manifest, Iterator[bytes]]:
    """The manifest, and the database's bytes after it."""
    begins = bytearray(next(content))
    end = 8 + int.from_bytes(begins[:8], "big")
    while len(begins) < end:
        begins += next(content)
    manifest = msgspec.json.decode(bytes(begins[8:end]), type=Manifest)

    def rest() -> Iterator[bytes]:
        yield bytes(begins[end:])
        yield from content

    return manifest, rest()
