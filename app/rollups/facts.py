"""The facts of some days of a kitchen, read from the books at once, however many days there are.

The queries are written once, with their values bound later: a push waits for them, and making one costs as much as asking it.
"""

from collections import defaultdict
from collections.abc import Collection
from datetime import date
from typing import Any

from sqlalchemy import BindParameter, Connection, Date, Integer, Row, Select, Table, and_, bindparam, func, or_, select

from app import clock
from app.books.cashbook.models import CashEntry
from app.books.notebook.models import AcceptedMonth
from app.books.pantry.models import StockMove
from app.books.rations.models import CountedRations, NamedRation, SkippedService
from app.rollups import people
from app.rollups.booking import Accepted
from app.rollups.day import Day
from app.rollups.measures import Figures
from app.rows import Many, among, read_all
from app.sync.models import LAST, Operation, TouchedDay, Undone

#: Where each list of a `Day` comes from.
TABLES: dict[str, Table] = {
    "named": NamedRation.__table__,
    "counted": CountedRations.__table__,
    "skipped": SkippedService.__table__,
    "moves": StockMove.__table__,
    "cash": CashEntry.__table__,
}

_KITCHEN: BindParameter[int] = bindparam("kitchen_id")


_touched = TouchedDay.__table__
_MARKS = select(_touched.c.on).where(_touched.c.kitchen_id == _KITCHEN)


_GIVEN: BindParameter[Any] = bindparam("days", type_=Many(Date))


def _mine(table: Table) -> Select[Any]:
    return select(table).where(table.c.kitchen_id == _KITCHEN)


def _plates() -> Select[Any]:
    """The latest plate of each person, class, sex and bracket: all that `people.served` needs, a row or two a person."""
    fact = NamedRation.__table__.c
    at: BindParameter[int] = bindparam("at")
    standing = or_(fact.undone_seq.is_(None), fact.undone_seq > at)
    month = fact.on.between(bindparam("first"), bindparam("last"))
    alike = (fact.person, fact.ration_class, fact.sex, fact.bracket)
    mine = and_(fact.kitchen_id == _KITCHEN, month, fact.seq <= at, standing)
    return select(*alike, func.max(fact.on).label("on")).where(mine).group_by(*alike)


def _acts() -> Select[Any]:
    said, undone = Operation.__table__.c, Undone.__table__.c
    same = and_(undone.kitchen_id == said.kitchen_id, undone.target == said.id)
    acts = select(said.subject.label("person"), said.kind, said.on, said.seq, undone.seq.label("undone_seq"))
    here = acts.outerjoin(Undone.__table__, same).where(said.subject.is_not(None))
    return here.where(said.kind.in_(people.KINDS)).order_by(said.seq)


_PLATES = _plates()
_of = Operation.__table__.c.kitchen_id
#: See `roll_acts`.
ACTS = _acts().where(_of == _KITCHEN)
_ACTS_OF_MANY = _acts().add_columns(_of).where(among(_of, bindparam("kitchens", type_=Many(Integer))))
_ACCEPTED = select(AcceptedMonth.period, AcceptedMonth.seq).where(AcceptedMonth.kitchen_id == _KITCHEN)
_DAYS = {name: _mine(table).where(among(table.c.on, _GIVEN)) for name, table in TABLES.items()}
_TOUCHED = {"marks": _MARKS, "accepted": _ACCEPTED} | {name: _mine(table).where(table.c.on.in_(_MARKS)) for name, table in TABLES.items()}


def days(connection: Connection, kitchen_id: int, dates: Collection[date]) -> dict[date, Day]:
    """The facts of each of these dates, undone ones too."""
    return _sorted_in(dates, read_all(connection, _DAYS, {"kitchen_id": kitchen_id, "days": dates}))


def touched(connection: Connection, kitchen_id: int) -> tuple[dict[date, Day], Accepted]:
    """The facts of the days that the kitchen's log touched; and the months that were accepted, each with its place in the log."""
    found = read_all(connection, _TOUCHED, {"kitchen_id": kitchen_id})
    return _sorted_in([mark.on for mark in found["marks"]], found), {row.period: row.seq for row in found["accepted"]}


def _sorted_in(dates: Collection[date], found: dict[str, list[Any]]) -> dict[date, Day]:
    told = {on: Day() for on in dates}
    for name in TABLES:
        for row in found[name]:
            getattr(told[row.on], name).append(row)
    return told


def people_served(connection: Connection, kitchen_id: int, period: str, at: int | None) -> Figures:
    """The different people who ate by name in a month, as the log stood at `at`: `people.served`, without fetching every plate."""
    month = {"first": clock.first_day(period), "last": clock.last_day(period)}
    # Nothing is undone after the end of the log, so one query serves both.
    return people.served(connection.execute(_PLATES, month | {"kitchen_id": kitchen_id, "at": LAST if at is None else at}))


def roll_acts(connection: Connection, kitchen_id: int) -> list[Row[Any]]:
    """What the log says of people joining, leaving and returning, in `seq` order, for `people.on_roll`."""
    return list(connection.execute(ACTS, {"kitchen_id": kitchen_id}))


def roll_acts_of(connection: Connection, kitchen_ids: Collection[int]) -> dict[int, list[Any]]:
    """The same of several kitchens, asked at once."""
    acts: dict[int, list[Any]] = defaultdict(list)
    for act in read_all(connection, {"acts": _ACTS_OF_MANY}, {"kitchens": kitchen_ids})["acts"]:
        acts[act.kitchen_id].append(act)
    return acts


def by_day(rows: dict[str, list[Any]]) -> dict[date, Day]:
    """The facts of every date, out of rows of whole tables held in memory, keyed as `TABLES`."""
    found: dict[date, Day] = defaultdict(Day)
    for name, facts in rows.items():
        for fact in facts:
            getattr(found[fact.on], name).append(fact)
    return found
