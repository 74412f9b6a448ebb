"""The padrón of 800,000 people as CSV. The limit is Python's own `csv` writer with the same rows, out of memory; beside it stands what
it costs to have the names at all, because the database holds them sealed."""

import time
from collections.abc import Iterator
from datetime import date
from typing import Any

import msgspec
from sqlalchemy import Connection, select

from app import clock
from app.books.notebook.models import HandedInRoll
from app.books.operation import Logged
from app.books.roll.apply import row as person_row
from app.books.roll.models import Beneficiary
from app.database import reading, writing
from app.rows import insert_all
from app.seal import opener
from app.sync import log
from bench.row import Row
from bench.stage import Stage, found, installation
from bench.standard_month import roll
from bench.taking import Cost, take

PEOPLE, QUICK_PEOPLE = 800_000, 8_000
#: People of a kitchen; 200 of the standard month.
EACH = 200
HANDED_IN = date(2026, 3, 1)


def measure(quick: bool) -> Iterator[Row]:
    """Seconds, and whether memory is flat: as much for everybody as for one province's."""
    people = QUICK_PEOPLE if quick else PEOPLE
    with installation() as stage:
        kitchens = found(stage.app, people // EACH)
        register(stage, kitchens)
        everybody, some, opened = take(stage, "padron", "national", "csv"), _a_tenth(stage), _opened(stage, kitchens)
    about = f"padrón of {people:,} people as CSV"
    yield Row(about, everybody.seconds, "s", 2.5, "most", "limit", everybody.bare, "csv writer, the same rows")
    yield Row("… beside its names", everybody.seconds, "s", limit=opened + everybody.bare, limit_is="csv writer, rows fetched and unsealed")
    yield Row("… its process at the largest", everybody.peak, "MiB", 1.2, "most", "limit", some.peak, "one province")


def _a_tenth(stage: Stage) -> Cost:
    return take(stage, "padron", "P-01", "csv")


def register(stage: Stage, kitchens: list[int]) -> None:
    """Write the logs and rolls as `sync` and `roll` would, straight into the tables."""
    people = roll()
    with stage.app.app_context():
        for start in range(0, len(kitchens), 50):
            with writing() as connection:
                for kitchen_id in kitchens[start : start + 50]:
                    _kitchen(connection, kitchen_id, people)


def _kitchen(connection: Connection, kitchen_id: int, people: list[dict[str, Any]]) -> None:
    received_at = clock.now()
    logged = [log.row(kitchen_id, seq, person, None, received_at) for seq, person in enumerate(people, start=1)]
    said = [Logged(o["id"], seq, o["kind"], o["on"], o["by"], o["at"], o["data"]) for seq, o in enumerate(people, start=1)]
    rows = [person_row(kitchen_id, one.id, [one]) for one in said]
    handed = {"kitchen_id": kitchen_id, "id": f"handed {kitchen_id}", "seq": EACH + 1, "undone_seq": None, "on": HANDED_IN, "count": EACH}
    parts = ((log.operations, logged), (Beneficiary.__table__, rows), (HandedInRoll.__table__, [handed]))
    insert_all(connection, *((table, table_rows, "error") for table, table_rows in parts))


def _opened(stage: Stage, kitchens: list[int]) -> float:
    """Seconds to fetch what is sealed of everybody, open it and read it, and nothing else: names are not in the database otherwise."""
    table, began = Beneficiary.__table__, time.perf_counter()
    with stage.app.app_context(), reading() as connection:
        opens = opener()
        for start in range(0, len(kitchens), 20):
            here = select(table.c.kitchen_id, table.c.id, table.c.sealed).where(table.c.kitchen_id.in_(kitchens[start : start + 20]))
            for kitchen_id, person, sealed in connection.execute(here).all():
                msgspec.json.decode(opens(sealed, f"beneficiary/{kitchen_id}/{person}"))
    return time.perf_counter() - began
