"""Making months before their first row comes, and taking out of *other* a month that has grown there.

A month that is empty is never analysed: PostgreSQL plans for a table that it never looked at as for one of some pages, by its index. One
that it found empty it would read whole, and a plan that a connection keeps would go on so while the first minutes of a month fill it.
"""

import logging
import time
from collections.abc import Collection
from typing import Any

from sqlalchemy import Connection, Table, text

from app import clock
from app.database import db, writing
from app.partitions import months

logger = logging.getLogger(__name__)

#: How many months after this one have their partitions.
AHEAD = 2
#: From so many rows on, a month in *other* gets a partition; fewer are of phones whose clocks or days are wrong.
LARGE = 10_000
#: Seconds between two looks of the process beside the server.
EVERY = 3600.0
#: How long making a month may keep pushes waiting: its lock stands in line before them.
PATIENCE = "1s"
#: An advisory lock of ours, so that two processes do not make the same month.
_MAKING = text("SELECT pg_advisory_xact_lock(7202611)")

#: When this process looked last, by its monotonic clock.
looked = {"at": -EVERY}


def on_passed(_sender: Any = None, **_: Any) -> None:
    """After a pass of the follower: look once an hour. What cannot be made is logged; its rows are accepted all the same."""
    if time.monotonic() - looked["at"] < EVERY:
        return
    looked["at"] = time.monotonic()
    try:
        make()
    except Exception:
        logger.exception("months could not be made; the next hour tries again")


def make(also: Collection[str] = ()) -> list[str]:
    """Make this month, those after it, those that are large in *other*, and `also`. Returns the names of the partitions made."""
    return [made for table in months.tables() for period in _missing(table, also) if (made := _made(table, period))]


def _missing(table: Table, also: Collection[str]) -> list[str]:
    if db.engine.dialect.name != "postgresql":
        return []
    with writing() as connection:
        there = {partition.period for partition in months.found(connection, table)}
        return sorted(({*_coming(), *also} | _large(connection, table)) - there) if there else []


def _coming() -> list[str]:
    periods = [clock.period_of(clock.now().date())]
    while len(periods) <= AHEAD:
        periods.append(clock.next_period(periods[-1]))
    return periods


def _large(connection: Connection, table: Table) -> set[str]:
    """The months of which *other* holds many rows."""
    connection.exec_driver_sql("SET LOCAL timezone TO 'UTC'")
    month = f"""to_char("{months.key(table)}", 'YYYY-MM')"""
    counted = f"SELECT {month} FROM {months.named(table, None)} GROUP BY 1 HAVING count(*) >= {LARGE}"  # noqa: S608 - names of ours
    return {period for period in connection.exec_driver_sql(counted).scalars() if clock.is_period(period)}


def _made(table: Table, period: str) -> str:
    """Make one partition with the rows that wait for it in *other*; returns its name, empty where somebody else made it meanwhile."""
    name, other = months.named(table, period), months.named(table, None)
    with writing() as connection:
        connection.execute(_MAKING)
        if connection.scalar(text("SELECT to_regclass(:name)"), {"name": name}):
            return ""
        connection.exec_driver_sql(f"SET LOCAL lock_timeout TO '{PATIENCE}'")
        connection.exec_driver_sql(f"CREATE TABLE {name} (LIKE {table.name} INCLUDING ALL)")
        connection.exec_driver_sql(f"LOCK TABLE {other} IN ACCESS EXCLUSIVE MODE")
        moved = _take(connection, table, period)
        connection.exec_driver_sql(months.attached(table, period))
        if moved:
            connection.exec_driver_sql(f"ANALYZE {name}")
    return name


def _take(connection: Connection, table: Table, period: str) -> int:
    here = f"DELETE FROM {months.named(table, None)} WHERE {months.within(table, period)} RETURNING *"  # noqa: S608 - names of ours
    return connection.exec_driver_sql(f"WITH moved AS ({here}) INSERT INTO {months.named(table, period)} SELECT * FROM moved").rowcount  # noqa: S608
