"""Counting again the days of a kitchen that its log touched, and the months they stand in.

Enters: marks (`TouchedDay`) that `sync` committed with the log. Leaves: rows of `kitchen_day` and `kitchen_month`, and a mark for the
levels above, so that no push ever writes a national row. Under the kitchen's lock the marks are read, then deleted up to the place of
the log that was read: a crash before the commit leaves the marks, a crash after it leaves nothing to do.
"""

import logging
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, delete, select

from app import clock
from app.database import insert_new, put, writing
from app.rollups import facts, people
from app.rollups.booking import Accepted, booked
from app.rollups.models import CountedNotebook, KitchenDay, KitchenMonth, TouchedMonth
from app.rollups.month import close, month
from app.sync.models import Notebook, Operation, TouchedDay

logger = logging.getLogger(__name__)

days_table, months_table = KitchenDay.__table__, KitchenMonth.__table__


@dataclass
class Place:
    """Where a kitchen's log stands: its last `seq`, and when the first operation not counted yet was received."""

    seq: int
    since: datetime


def on_written(kitchen_id: int, **_: Any) -> None:
    """After a push: count. What fails here is logged and stays marked for `rollups follow`; the push has already succeeded."""
    try:
        recount(kitchen_id)
    except Exception:
        logger.exception("kitchen %d could not be counted; its days stay marked", kitchen_id)


def recount(kitchen_id: int) -> int:
    """Count again the touched days of a kitchen. Returns how many there were; safe to repeat and to run twice at once."""
    with writing() as connection:
        place = _lock(connection, kitchen_id)
        touched = _touched(connection, kitchen_id)
        if place is None or not touched:
            return 0
        _count(connection, kitchen_id, touched, place)
        marks = TouchedDay.__table__
        connection.execute(delete(marks).where(marks.c.kitchen_id == kitchen_id, marks.c.seq <= place.seq))
        put(connection, CountedNotebook.__table__, [{"kitchen_id": kitchen_id, "seq": place.seq}])
    return len(touched)


def _lock(connection: Connection, kitchen_id: int) -> Place | None:
    """Take the kitchen's row (on SQLite the transaction holds everything already) and see how far its log goes."""
    counted = select(CountedNotebook.seq).where(CountedNotebook.kitchen_id == kitchen_id).scalar_subquery()
    row = connection.execute(
        select(Notebook.seq, counted.label("counted")).where(Notebook.kitchen_id == kitchen_id).with_for_update(of=Notebook)
    ).one_or_none()
    if row is None:
        return None
    first = select(Operation.received_at).where(Operation.kitchen_id == kitchen_id, Operation.seq == (row.counted or 0) + 1)
    return Place(row.seq, connection.scalar(first) or clock.now())


def _touched(connection: Connection, kitchen_id: int) -> list[date]:
    return list(connection.scalars(select(TouchedDay.on).where(TouchedDay.kitchen_id == kitchen_id)))


def _count(connection: Connection, kitchen_id: int, touched: list[date], place: Place) -> None:
    locks = facts.accepted(connection, kitchen_id)
    rows = [
        {"kitchen_id": kitchen_id, "period": period, "on": on, **figures}
        for on, day in facts.days(connection, kitchen_id, touched).items()
        for period, figures in booked(on, day, locks).items()
    ]
    mine = days_table.c.kitchen_id == kitchen_id
    gone = connection.scalars(delete(days_table).where(mine, days_table.c.on.in_(touched)).returning(days_table.c.period))
    periods = {*gone, *(clock.period_of(on) for on in touched), *(row["period"] for row in rows)}
    if rows:
        connection.execute(days_table.insert(), rows)
    changed = _count_months(connection, kitchen_id, periods, locks)
    marks = [{"kitchen_id": kitchen_id, "period": period, "seq": place.seq, "since": place.since} for period in sorted(changed)]
    insert_new(connection, TouchedMonth.__table__, marks)


def _count_months(connection: Connection, kitchen_id: int, periods: set[str], locks: Accepted) -> set[str]:
    """Write the months whose days changed, and the closing roll of every later one. Returns the periods whose row changed."""
    mine = (months_table.c.kitchen_id == kitchen_id) & (months_table.c.period >= min(periods))
    standing = {row["period"]: dict(row) for row in connection.execute(select(months_table).where(mine)).mappings()}
    made = _months(connection, kitchen_id, periods, locks)
    acts = facts.roll_acts(connection, kitchen_id) if made or standing else []
    for period in standing.keys() - periods:
        made[period] = dict(standing[period])
    for period, row in made.items():
        close(row, people.on_roll(acts, clock.last_day(period), locks.get(period)))
    changed = {period for period in periods | standing.keys() if made.get(period) != standing.get(period)}
    connection.execute(delete(months_table).where(mine, months_table.c.period.in_(changed & standing.keys())))
    if new := [made[period] for period in sorted(changed & made.keys())]:
        connection.execute(months_table.insert(), new)
    return changed


def _months(connection: Connection, kitchen_id: int, periods: set[str], locks: Accepted) -> dict[str, dict[str, Any]]:
    days: dict[str, list[Any]] = defaultdict(list)
    for row in connection.execute(
        select(days_table).where(days_table.c.kitchen_id == kitchen_id, days_table.c.period.in_(periods))
    ):
        days[row.period].append(row)
    served = facts.people_served(connection, kitchen_id, days.keys(), locks)
    return {period: {"kitchen_id": kitchen_id, "period": period} | month(period, rows, served[period]) for period, rows in days.items()}

