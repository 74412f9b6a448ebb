"""Counting again the days of a kitchen that its log touched, and the months they stand in.

Enters: marks (`TouchedDay`) that `sync` committed with the log. Leaves: rows of `kitchen_day` and `kitchen_month`, and a mark for the
levels above, so that no push ever writes a national row. Under the kitchen's lock the marks are read, then deleted up to the place of
the log that was read: a crash before the commit leaves the marks, a crash after it leaves nothing to do.
"""

import logging
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from types import SimpleNamespace
from typing import Any

from sqlalchemy import BindParameter, Connection, Date, and_, bindparam, delete, func, select

from app import clock
from app.database import writing
from app.rollups import facts, people
from app.rollups.booking import Accepted, booked
from app.rollups.day import Day
from app.rollups.models import CountedNotebook, KitchenDay, KitchenMonth, TouchedMonth
from app.rollups.month import close, month
from app.rows import Many, among, insert_all, read_all
from app.sync.models import Notebook, Operation, TouchedDay

logger = logging.getLogger(__name__)

_notebook, _marks, _operation = Notebook.__table__, TouchedDay.__table__, Operation.__table__
_days, _months, _counted = KitchenDay.__table__, KitchenMonth.__table__, CountedNotebook.__table__
_KITCHEN: BindParameter[int] = bindparam("kitchen_id")
_first = and_(_operation.c.kitchen_id == _notebook.c.kitchen_id, _operation.c.seq == func.coalesce(_counted.c.seq, 0) + 1)

# Written once, as in `facts`.
_LOCK = (
    select(_notebook.c.seq, _operation.c.received_at)
    .outerjoin(_counted, _counted.c.kitchen_id == _notebook.c.kitchen_id)
    .outerjoin(_operation, _first)
    .where(_notebook.c.kitchen_id == _KITCHEN)
    .with_for_update(of=_notebook)
)
_UNMARK = delete(_marks).where(_marks.c.kitchen_id == _KITCHEN, _marks.c.seq <= bindparam("upto"))
_of_days = and_(_days.c.kitchen_id == _KITCHEN, among(_days.c.on, bindparam("days", type_=Many(Date))))
_FORGET_DAYS = delete(_days).where(_of_days).returning(_days.c.period)
_of_periods: BindParameter[Any] = bindparam("periods", type_=Many())
_DAYS = select(_days).where(_days.c.kitchen_id == _KITCHEN, among(_days.c.period, _of_periods))
_MONTHS = select(_months).where(_months.c.kitchen_id == _KITCHEN, _months.c.period >= bindparam("earliest"))
_STANDING = {"days": _DAYS, "months": _MONTHS, "acts": facts.ACTS}
_MONTH = tuple(column.name for column in _months.columns)
_FORGET_MONTHS = delete(_months).where(_months.c.kitchen_id == _KITCHEN, among(_months.c.period, _of_periods))


@dataclass(frozen=True)
class Place:
    """Where a kitchen's log stands: its last `seq`, and when the first operation not counted yet was received (UTC)."""

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
    with writing(durable=False) as connection:  # a crash takes figures back together with the end of their marks
        place = _lock(connection, kitchen_id)
        days, locks = facts.touched(connection, kitchen_id)
        if place is None or not days:
            return 0
        _count(connection, kitchen_id, days, locks, place)
        connection.execute(_UNMARK, {"kitchen_id": kitchen_id, "upto": place.seq})
    return len(days)


def _lock(connection: Connection, kitchen_id: int) -> Place | None:
    """Take the kitchen's row (on SQLite the transaction holds everything already) and see how far its log goes."""
    row = connection.execute(_LOCK, {"kitchen_id": kitchen_id}).one_or_none()
    return Place(row.seq, row.received_at or clock.now()) if row else None


def _count(connection: Connection, kitchen_id: int, days: dict[date, Day], locks: Accepted, place: Place) -> None:
    rows = [
        {"kitchen_id": kitchen_id, "period": period, "on": on, **figures}
        for on, day in days.items()
        for period, figures in booked(on, day, locks).items()
    ]
    gone = connection.scalars(_FORGET_DAYS, {"kitchen_id": kitchen_id, "days": list(days)})
    periods = {*gone, *map(clock.period_of, days), *(row["period"] for row in rows)}
    months = _count_months(connection, kitchen_id, periods, locks, rows)
    marks = [{"kitchen_id": kitchen_id, "period": period, "seq": place.seq, "since": place.since} for period in sorted(months)]
    insert_all(
        connection,
        (_days, rows, "error"),
        (_months, [row for _, row in sorted(months.items()) if row], "replace"),
        (TouchedMonth.__table__, marks, "pass"),
        (_counted, [{"kitchen_id": kitchen_id, "seq": place.seq}], "replace"),
    )


def _count_months(
    connection: Connection, kitchen_id: int, periods: set[str], locks: Accepted, rows: list[dict[str, Any]]
) -> dict[str, dict[str, Any] | None]:
    """The months whose row changes, by period: those whose days changed (`rows` are the days that will stand beside the others), and
    every later one whose closing roll is another. None for a month that is no more, whose row is taken away here."""
    asked = {"kitchen_id": kitchen_id, "earliest": min(periods), "periods": sorted(periods)}
    found = read_all(connection, _STANDING, asked)
    standing = {row.period: {name: getattr(row, name) for name in _MONTH} for row in found["months"]}
    days = [*found["days"], *(SimpleNamespace(**row) for row in rows)]
    made = _made(connection, kitchen_id, days, locks) | {period: dict(standing[period]) for period in standing.keys() - periods}
    for period, row in made.items():
        close(row, people.on_roll(found["acts"], clock.last_day(period), locks.get(period)))
    changed = {period for period in made.keys() | standing.keys() if made.get(period) != standing.get(period)}
    if gone := changed - made.keys():
        connection.execute(_FORGET_MONTHS, {"kitchen_id": kitchen_id, "periods": sorted(gone)})
    return {period: made.get(period) for period in changed}


def _made(connection: Connection, kitchen_id: int, days: list[Any], locks: Accepted) -> dict[str, dict[str, Any]]:
    """The months as their days make them, without those of which there are none."""
    by_period: dict[str, list[Any]] = defaultdict(list)
    for day in days:
        by_period[day.period].append(day)
    return {
        period: {"kitchen_id": kitchen_id, "period": period}
        | month(period, rows, facts.people_served(connection, kitchen_id, period, locks.get(period)))
        for period, rows in by_period.items()
    }
