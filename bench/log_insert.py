"""The log's part of a push in the database alone: lock, id table, 70 operations, counter, commit. The limit is COPY of the same rows into
the same table with its indexes and nothing else, 70 a commit."""

import time
from collections.abc import Iterator
from typing import Any

import psycopg
from sqlalchemy import bindparam, select

from app import clock
from app.database import PLANNED_ONCE, writing
from app.rows import insert_all
from app.sync import log
from app.sync.models import Notebook, OperationId
from bench.row import Row
from bench.stage import installation
from bench.standard_month import month

#: Operations a commit, how many commits, how many of a kitchen's, and in how many turns.
A_COMMIT, COMMITS, QUICK_COMMITS, DAYS, TURNS = 70, 1_500, 200, 26, 10
DEVICE = "00000000-0000-4000-8000-000000000000"
NAMES = tuple(column.name for column in log.operations.columns)

_notebook = Notebook.__table__
_LOCK = select(_notebook.c.seq, PLANNED_ONCE).where(_notebook.c.kitchen_id == bindparam("kitchen_id")).with_for_update()

Rows = list[dict[str, Any]]


def measure(quick: bool) -> Iterator[Row]:
    """Operations a second, ours and bare, in turns: a disk that is slow for a while is so for both."""
    with installation() as stage, stage.app.app_context(), psycopg.connect(stage.url) as connection:
        commits = _commits(QUICK_COMMITS if quick else COMMITS)
        _prepare(connection, commits)
        seconds = [(_copied(connection, turn), _logged(turn)) for turn in _turns(commits)]
    bare, ours = (A_COMMIT * len(commits) / sum(each) for each in zip(*seconds, strict=True))
    yield Row("log insert, 70 a commit, with id table and counter", ours, "operations/s", 0.6, "least", "limit", bare, "raw COPY")


def _commits(many: int) -> list[Rows]:
    """Rows of the log, commit by commit; a kitchen's days follow one another."""
    received_at, commits = clock.now(), []
    for kitchen_id in range(1, many // DAYS + 2):
        for place, day in enumerate(month(kitchen_id)[1:]):
            first = place * A_COMMIT + 1
            rows = [log.row(kitchen_id, first + n, one, DEVICE, received_at) for n, one in enumerate(day[:A_COMMIT])]
            commits.append(rows)
    return commits[:many]


def _turns(commits: list[Rows]) -> list[list[Rows]]:
    each = -(-len(commits) // TURNS)
    return [commits[start : start + each] for start in range(0, len(commits), each)]


def _prepare(connection: psycopg.Connection, commits: list[Rows]) -> None:
    """The notebooks of the kitchens, and a bare table for COPY."""
    connection.execute("CREATE TABLE bare (LIKE operation INCLUDING ALL)")
    connection.commit()
    kitchens = sorted({rows[0]["kitchen_id"] for rows in commits})
    with writing() as ours:
        ours.execute(_notebook.insert(), [{"kitchen_id": kitchen_id, "seq": 0} for kitchen_id in kitchens])


def _logged(commits: list[Rows]) -> float:
    """Seconds, as `sync.write` does it."""
    began = time.perf_counter()
    for rows in commits:
        kitchen_id = rows[0]["kitchen_id"]
        with writing() as connection:
            connection.execute(_LOCK, {"kitchen_id": kitchen_id})
            ids = [{"kitchen_id": kitchen_id, "id": row["id"], "seq": row["seq"], "body_mac": b"0123456789abcdef"} for row in rows]
            last = {"kitchen_id": kitchen_id, "seq": rows[-1]["seq"], "rejects": False}
            insert_all(connection, (OperationId.__table__, ids, "error"), (log.operations, rows, "error"), (_notebook, [last], "replace"))
    return time.perf_counter() - began


def _copied(connection: psycopg.Connection, commits: list[Rows]) -> float:
    """Seconds of the least that PostgreSQL must do to keep the same rows."""
    columns = ", ".join(f'"{name}"' for name in NAMES)
    began = time.perf_counter()
    for rows in commits:
        with connection.cursor().copy(f"COPY bare ({columns}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row([row[name] for name in NAMES])
        connection.commit()
    return time.perf_counter() - began
