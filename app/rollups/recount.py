"""Counting again the days of a kitchen that its log touched, and the months they stand in.

Enters: marks (`TouchedDay`) that `sync` committed with the log. Leaves: rows of `kitchen_day` and `kitchen_month`, and a mark for the
levels above, so that no push ever writes a national row. Under the kitchen's lock the marks are read, then deleted up to the place of
the log that was read: a crash before the commit leaves the marks, a crash after it leaves nothing to do.
"""

import logging
from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from types import SimpleNamespace
from typing import Any

from sqlalchemy import BigInteger, BindParameter, Connection, Date, and_, bindparam, delete, func, not_, select

from app import clock
from app.among import Many, among
from app.database import PLANNED_ONCE, UNAWAITED, writing
from app.rollups import facts, month_people
from app.rollups.booking import booked
from app.rollups.measures import DAILY_NAMES, Figures
from app.rollups.models import CountedNotebook, KitchenDay, KitchenMonth, TouchedMonth
from app.rollups.month import close, month
from app.rows import insert_all, read_all
from app.sync import crowd
from app.sync.models import Notebook, Operation, TouchedDay

logger = logging.getLogger(__name__)

_notebook, _marks, _operation = Notebook.__table__, TouchedDay.__table__, Operation.__table__
_days, _months, _counted = KitchenDay.__table__, KitchenMonth.__table__, CountedNotebook.__table__
_KITCHEN: BindParameter[int] = bindparam("kitchen_id")
_first = and_(_operation.c.kitchen_id == _notebook.c.kitchen_id, _operation.c.seq == func.coalesce(_counted.c.seq, 0) + 1)

# Written once, as in `facts`.
_LOCK = (
    select(
        _notebook.c.seq,
        func.coalesce(_counted.c.seq, 0).label("counted"),
        select(_operation.c.received_at).where(_first).correlate(_notebook, _counted).scalar_subquery().label("received_at"),
        PLANNED_ONCE,
        UNAWAITED,  # a crash takes figures back together with the end of their marks
    )
    .outerjoin(_counted, _counted.c.kitchen_id == _notebook.c.kitchen_id)
    .where(_notebook.c.kitchen_id == _KITCHEN)
    .with_for_update(of=_notebook)
)
_UNMARK = delete(_marks).where(_marks.c.kitchen_id == _KITCHEN, _marks.c.seq <= bindparam("upto"))
_of_days = among(_days.c.on, bindparam("days", type_=Many(Date)))
_FORGET_DAYS = delete(_days).where(_days.c.kitchen_id == _KITCHEN, _of_days)
_of_periods: BindParameter[Any] = bindparam("periods", type_=Many())
_SUMS = (func.sum(_days.c[name], type_=BigInteger).label(name) for name in DAILY_NAMES)
_DAYS = (
    select(_days.c.period, func.max(_days.c.on).label("on"), *_SUMS)
    .where(_days.c.kitchen_id == _KITCHEN, among(_days.c.period, _of_periods), not_(_of_days))
    .group_by(_days.c.period)
)
_MONTHS = select(_months).where(_months.c.kitchen_id == _KITCHEN, _months.c.period >= bindparam("earliest"))
_STANDING = {"days": _DAYS, "months": _MONTHS} | month_people.PEOPLE
_MONTH = tuple(column.name for column in _months.columns)
_FORGET_MONTHS = delete(_months).where(_months.c.kitchen_id == _KITCHEN, among(_months.c.period, _of_periods))


@dataclass(frozen=True)
class Place:
    """Where a kitchen's log stands: its last `seq`, the last that was counted, and when the next was received (UTC)."""

    seq: int
    counted: int
    since: datetime


def on_written(kitchen_id: int, **_: Any) -> None:
    """After a push: count. In a crowd, or if it fails, the days stay marked for `rollups follow`; the push has already succeeded."""
    if crowd.here().hurries(kitchen_id):
        return
    try:
        recount(kitchen_id)
    except Exception:
        logger.exception("kitchen %d could not be counted; its days stay marked", kitchen_id)


def recount(kitchen_id: int) -> int:
    """Count again the touched days of a kitchen. Returns how many there were; safe to repeat and to run twice at once."""
    with writing() as connection:
        place = _lock(connection, kitchen_id)
        if place is None:
            return 0
        found = facts.touched(connection, kitchen_id, place.counted)
        if not found.days:
            return 0
        _count(connection, kitchen_id, found, place)
    return len(found.days)


def _lock(connection: Connection, kitchen_id: int) -> Place | None:
    """Take the kitchen's row (on SQLite the transaction holds everything already) and see how far its log goes."""
    row = connection.execute(_LOCK, {"kitchen_id": kitchen_id}).one_or_none()
    return Place(row.seq, row.counted, row.received_at or clock.now()) if row else None


def _count(connection: Connection, kitchen_id: int, found: facts.Touched, place: Place) -> None:
    made = {(period, on): cell for on, day in found.days.items() for period, cell in booked(on, day, found.accepted).items()}
    rows: list[dict[str, Any]] = [{"kitchen_id": kitchen_id, "period": period, "on": on, **cell} for (period, on), cell in made.items()]
    if found.cells - made.keys():
        connection.execute(_FORGET_DAYS, {"kitchen_id": kitchen_id, "days": list(found.days)})
    periods = {period for period, _ in found.cells | made.keys()} | set(map(clock.period_of, found.days))
    months = _count_months(connection, kitchen_id, periods, found, rows)
    marks = [{"kitchen_id": kitchen_id, "period": period, "seq": place.seq, "since": place.since} for period in sorted(months)]
    insert_all(
        connection,
        (_days, rows, "replace"),
        (_months, [row for _, row in sorted(months.items()) if row], "replace"),
        (TouchedMonth.__table__, marks, "pass"),
        (_counted, [{"kitchen_id": kitchen_id, "seq": place.seq}], "replace"),
        without=(_UNMARK, {"kitchen_id": kitchen_id, "upto": place.seq}),
    )


def _count_months(
    connection: Connection, kitchen_id: int, periods: set[str], found: facts.Touched, rows: list[dict[str, Any]]
) -> dict[str, dict[str, Any] | None]:
    """The months whose row changes, by period: those whose days changed (`rows` are the days that will stand beside the others), and
    every later one whose closing roll is another. None for a month that is no more, whose row is taken away here."""
    first, locks = min(periods), found.accepted
    asked = {"earliest": first, "periods": sorted(periods), "days": list(found.days)}
    stood = read_all(connection, _STANDING, asked | month_people.values(kitchen_id, first, locks.get(first)))
    standing = {row.period: {name: getattr(row, name) for name in _MONTH} for row in stood["months"]}
    people = {first: month_people.told(stood)}
    for period in periods - {first}:
        people[period] = month_people.counted(connection, kitchen_id, period, locks.get(period))
    made = _made(kitchen_id, [*stood["days"], *(SimpleNamespace(**row) for row in rows)], people)
    made |= {period: dict(standing[period]) for period in standing.keys() - periods}
    for period, row in made.items():
        known = None if found.roll_moved else standing.get(period)
        if row["kitchens_reporting"] and known and known["kitchens_reporting"]:
            row["people_on_roll"] = known["people_on_roll"]
        elif row["kitchens_reporting"]:
            close(row, month_people.on_roll(connection, kitchen_id, period, locks.get(period)))
    changed = {period for period in made.keys() | standing.keys() if made.get(period) != standing.get(period)}
    if gone := changed - made.keys():
        connection.execute(_FORGET_MONTHS, {"kitchen_id": kitchen_id, "periods": sorted(gone)})
    return {period: made.get(period) for period in changed}


def _made(kitchen_id: int, days: list[Any], people: dict[str, Figures]) -> dict[str, dict[str, Any]]:
    """The months as their days make them, without those of which there are none. The days that were not touched are one cell a month."""
    by_period: dict[str, list[Any]] = defaultdict(list)
    for day in days:
        by_period[day.period].append(day)
    return {
        period: {"kitchen_id": kitchen_id, "period": period} | month(period, cells, people[period]) for period, cells in by_period.items()
    }
