"""The facts of some days of a kitchen, read from the books at once, however many days there are.

The queries are written once, with their values bound later: a push waits for them, and making one costs as much as asking it.
"""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import BindParameter, Connection, Date, Integer, Row, Select, Table, and_, bindparam, select

from app.among import Many, among, our_own
from app.books.cashbook.models import CashEntry
from app.books.notebook.models import AcceptedMonth
from app.books.pantry.models import StockMove
from app.books.rations.models import CountedRations, NamedRation, SkippedService
from app.rollups import people
from app.rollups.booking import Accepted
from app.rollups.day import Day
from app.rollups.models import KitchenDay
from app.rows import read_all
from app.sync.models import Operation, TouchedDay, Undone

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


def _acts() -> Select[Any]:
    said, undone = Operation.__table__.c, Undone.__table__.c
    same = and_(undone.kitchen_id == said.kitchen_id, undone.target == said.id)
    acts = select(said.subject.label("person"), said.kind, said.on, said.seq, undone.seq.label("undone_seq"))
    here = acts.outerjoin(Undone.__table__, same).where(said.subject.is_not(None))
    return here.where(said.kind.in_(people.KINDS)).order_by(said.seq)


_of = Operation.__table__.c.kitchen_id
#: See `roll_acts`.
ACTS = _acts().where(_of == _KITCHEN)
_ACTS_OF_MANY = _acts().add_columns(_of).where(among(_of, bindparam("kitchens", type_=Many(Integer))))
_ACCEPTED = select(AcceptedMonth.period, AcceptedMonth.seq).where(AcceptedMonth.kitchen_id == _KITCHEN)
_DAYS = {name: _mine(table).where(among(table.c.on, _GIVEN)) for name, table in TABLES.items()}
_standing = KitchenDay.__table__
_CELLS = select(_standing.c.period, _standing.c.on).where(_standing.c.kitchen_id == _KITCHEN, _standing.c.on.in_(_MARKS))
_NEW = select(Operation.seq).where(Operation.kitchen_id == _KITCHEN, Operation.seq > bindparam("counted"))
_MOVING = [our_own(kind) for kind in (*people.KINDS, "operation.undone")]
_MOVED = _NEW.where(Operation.kind.in_(_MOVING)).limit(our_own(1))
_OF_MARKED = {name: _mine(table).where(table.c.on.in_(_MARKS)) for name, table in TABLES.items()}
_TOUCHED = {"marks": _MARKS, "accepted": _ACCEPTED, "cells": _CELLS, "moved": _MOVED} | _OF_MARKED


def days(connection: Connection, kitchen_id: int, dates: Collection[date]) -> dict[date, Day]:
    """The facts of each of these dates, undone ones too."""
    return _sorted_in(dates, read_all(connection, _DAYS, {"kitchen_id": kitchen_id, "days": dates}))


@dataclass(frozen=True)
class Touched:
    """What a recount starts from: the facts of the days that the kitchen's log touched, the months that were accepted, each with its place
    in the log, which cells (period, date) of those days stand, and whether anybody came, left or returned."""

    days: dict[date, Day]
    accepted: Accepted
    cells: set[tuple[str, date]]
    roll_moved: bool


def touched(connection: Connection, kitchen_id: int, counted: int) -> Touched:
    """What was touched and not counted yet; `counted` is how far the log was counted."""
    found = read_all(connection, _TOUCHED, {"kitchen_id": kitchen_id, "counted": counted})
    days = _sorted_in([mark.on for mark in found["marks"]], found)
    cells = {(row.period, row.on) for row in found["cells"]}
    return Touched(days, {row.period: row.seq for row in found["accepted"]}, cells, bool(found["moved"]))


def _sorted_in(dates: Collection[date], found: dict[str, list[Any]]) -> dict[date, Day]:
    told = {on: Day() for on in dates}
    for name in TABLES:
        for row in found[name]:
            getattr(told[row.on], name).append(row)
    return told


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
