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

from sqlalchemy import BindParameter, Connection, and_, bindparam, delete, func, select

from app import clock
from app.database import insert_new, put, writing
from app.rollups import facts, people
from app.rollups.booking import Accepted, booked
from app.rollups.models import CountedNotebook, KitchenDay, KitchenMonth, TouchedMonth
from app.rollups.month import close, month
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
_TOUCHED = select(_marks.c.on).where(_marks.c.kitchen_id == _KITCHEN)
_UNMARK = delete(_marks).where(_marks.c.kitchen_id == _KITCHEN, _marks.c.seq <= bindparam("upto"))
_of_days = and_(_days.c.kitchen_id == _KITCHEN, _days.c.on.in_(bindparam("days", expanding=True)))
_FORGET_DAYS = delete(_days).where(_of_days).returning(_days.c.period)
_of_periods: BindParameter[list[str]] = bindparam("periods", expanding=True)
_DAYS = select(_days).where(_days.c.kitchen_id == _KITCHEN, _days.c.period.in_(_of_periods))
_MONTHS = select(_months).where(_months.c.kitchen_id == _KITCHEN, _months.c.period >= bindparam("earliest"))
_FORGET_MONTHS = delete(_months).where(_months.c.kitchen_id == _KITCHEN, _months.c.period.in_(_of_periods))


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
    with writing() as connection:
        place = _lock(connection, kitchen_id)
        touched = list(connection.scalars(_TOUCHED, {"kitchen_id": kitchen_id}))
        if place is None or not touched:
            return 0
        _count(connection, kitchen_id, touched, place)
        connection.execute(_UNMARK, {"kitchen_id": kitchen_id, "upto": place.seq})
        put(connection, _counted, [{"kitchen_id": kitchen_id, "seq": place.seq}])
    return len(touched)


def _lock(connection: Connection, kitchen_id: int) -> Place | None:
    """Take the kitchen's row (on SQLite the transaction holds everything already) and see how far its log goes."""
    row = connection.execute(_LOCK, {"kitchen_id": kitchen_id}).one_or_none()
    return Place(row.seq, row.received_at or clock.now()) if row else None


def _count(connection: Connection, kitchen_id: int, touched: list[date], place: Place) -> None:
    locks = facts.accepted(connection, kitchen_id)
    rows = [
        {"kitchen_id": kitchen_id, "period": period, "on": on, **figures}
        for on, day in facts.days(connection, kitchen_id, touched).items()
        for period, figures in booked(on, day, locks).items()
    ]
    gone = connection.scalars(_FORGET_DAYS, {"kitchen_id": kitchen_id, "days": touched})
    periods = {*gone, *map(clock.period_of, touched), *(row["period"] for row in rows)}
    if rows:
        connection.execute(_days.insert(), rows)
    changed = _count_months(connection, kitchen_id, periods, locks)
    marks = [{"kitchen_id": kitchen_id, "period": period, "seq": place.seq, "since": place.since} for period in sorted(changed)]
    insert_new(connection, TouchedMonth.__table__, marks)


def _count_months(connection: Connection, kitchen_id: int, periods: set[str], locks: Accepted) -> set[str]:
    """Write the months whose days changed, and the closing roll of every later one. Returns the periods whose row changed."""
    standing = {
        row["period"]: dict(row) for row in connection.execute(_MONTHS, {"kitchen_id": kitchen_id, "earliest": min(periods)}).mappings()
    }
    made = _made(connection, kitchen_id, periods, locks) | {period: dict(standing[period]) for period in standing.keys() - periods}
    acts = facts.roll_acts(connection, kitchen_id) if made else []
    for period, row in made.items():
        close(row, people.on_roll(acts, clock.last_day(period), locks.get(period)))
    changed = {period for period in made.keys() | standing.keys() if made.get(period) != standing.get(period)}
    if old := changed & standing.keys():
        connection.execute(_FORGET_MONTHS, {"kitchen_id": kitchen_id, "periods": sorted(old)})
    if new := [made[period] for period in sorted(changed & made.keys())]:
        connection.execute(_months.insert(), new)
    return changed


def _made(connection: Connection, kitchen_id: int, periods: set[str], locks: Accepted) -> dict[str, dict[str, Any]]:
    """The months as their days make them, without those of which there are none."""
    days: dict[str, list[Any]] = defaultdict(list)
    for row in connection.execute(_DAYS, {"kitchen_id": kitchen_id, "periods": sorted(periods)}):
        days[row.period].append(row)
    return {
        period: {"kitchen_id": kitchen_id, "period": period}
        | month(period, rows, facts.people_served(connection, kitchen_id, period, locks.get(period)))
        for period, rows in days.items()
    }
