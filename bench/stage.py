"""What measurements happen on: a private PostgreSQL that keeps its promises to the disk, and kitchens with one enrolled phone each."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from flask import Flask
from sqlalchemy import Connection, select

from app import clock, create_app
from app.database import db, writing
from app.federation import enrolment
from app.federation.models import Device, Kitchen, Membership, Unit
from app.places.models import Place
from tests.databases import TEST_KEY, Postgres, build

SINCE = date(2023, 1, 1)
#: Provincial organisations. The first has as many kitchens as CONAMOVIDI has today, the others share the rest.
PROVINCES, FIRST = 14, 4_500


class Durable(Postgres):
    """As in production: a commit is on the disk before it is answered."""

    @staticmethod
    def _settings() -> list[str]:
        settings = ("listen_addresses=127.0.0.1", "max_connections=50", "shared_buffers=512MB", "max_wal_size=4GB")
        return [word for setting in settings for word in ("-c", setting)]


@dataclass(frozen=True)
class Stage:
    """An installation of its own: the address of its database, a folder for its files, and the application in this process."""

    url: str
    folder: Path
    app: Flask
    postgres: Durable


@contextmanager
def installation() -> Iterator[Stage]:
    """A new installation on PostgreSQL, gone afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="mc-bench-"))
    postgres = Durable()
    try:
        url = postgres.url(postgres.create())
        build(url, folder)
        app = create_app({"DATABASE_URL": url, "MASTER_KEY": TEST_KEY, "JOURNAL": str(folder / "journal.jsonl"), "TESTING": True})
        yield Stage(url, folder, app, postgres)
        with app.app_context():
            db.engine.dispose()
    finally:
        postgres.stop()
        shutil.rmtree(folder)


def secret(number: int) -> str:
    """The secret of the phone of the kitchen with this number."""
    return f"{number:043d}"


def found(app: Flask, kitchens: int) -> list[int]:
    """Write a confederation of so many kitchens over all districts of Peru, a phone each; returns the kitchens' ids."""
    with app.app_context(), writing() as connection:
        ids = _units(connection, kitchens)
        places = list(connection.scalars(select(Place.ubigeo).where(Place.ubigeo.like("______")).order_by(Place.ubigeo)))
        rows = [{"id": one, "kind": "comedor", "ubigeo": places[n % len(places)], "opened_on": SINCE} for n, one in enumerate(ids)]
        connection.execute(Kitchen.__table__.insert(), [row | {"address": ""} for row in rows])
        connection.execute(Device.__table__.insert(), [_device(n, one) for n, one in enumerate(ids)])
    return ids


def _units(connection: Connection, kitchens: int) -> list[int]:
    """The tree: the confederation is unit 1, its provincial organisations follow, then the kitchens' own."""
    first = PROVINCES + 2
    units = [{"id": 1, "code": "N", "name": "Confederación", "level": "national"}]
    units += [{"id": n + 2, "code": f"P-{n:02d}", "name": f"Provincial {n}", "level": "provincial"} for n in range(PROVINCES)]
    units += [{"id": first + n, "code": f"K-{n:05d}", "name": f"Comedor {n}", "level": "base"} for n in range(kitchens)]
    connection.execute(Unit.__table__.insert(), units)
    hung = [{"unit_id": n + 2, "parent_id": 1} for n in range(PROVINCES)]
    hung += [{"unit_id": first + n, "parent_id": 2 if n < FIRST else 3 + n % (PROVINCES - 1)} for n in range(kitchens)]
    connection.execute(Membership.__table__.insert(), [{"since": SINCE, "until": None} | row for row in hung])
    return [first + n for n in range(kitchens)]


def _device(number: int, kitchen_id: int) -> dict[str, object]:
    hashes = {"secret_hash": enrolment.digest(secret(number)), "door_hash": enrolment.digest(f"door {number}")}
    return {"id": f"00000000-0000-4000-8000-{number:012x}", "kitchen_id": kitchen_id, "enrolled_at": clock.now(), "app": ""} | hashes
