"""The facts of some days of a kitchen, read from the books in one query a table, however many days there are."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Table, and_, or_, select

from app import clock
from app.books.notebook.models import AcceptedMonth
from app.books.pantry.models import StockMove
from app.books.rations.models import CountedRations, NamedRation, SkippedService
from app.rollups import people
from app.rollups.booking import Accepted
from app.rollups.day import Day
from app.sync.models import Operation, Undone

#: Where each list of a `Day` comes from.
TABLES: dict[str, Table] = {
    "named": NamedRation.__table__,
    "counted": CountedRations.__table__,
    "skipped": SkippedService.__table__,
    "moves": StockMove.__table__,
}


def days(connection: Connection, kitchen_id: int, dates: Collection[date]) -> dict[date, Day]:
    """The facts of each of these dates, undone ones too."""
    found = {on: Day() for on in dates}
    for name, table in TABLES.items():
        rows = select(table).where(table.c.kitchen_id == kitchen_id, table.c.on.in_(dates))
        for row in connection.execute(rows):
            getattr(found[row.on], name).append(row)
    return found


def accepted(connection: Connection, kitchen_id: int) -> Accepted:
    """The months of a kitchen that were accepted, and at which place of its log."""
    rows = select(AcceptedMonth.period, AcceptedMonth.seq).where(AcceptedMonth.kitchen_id == kitchen_id)
    return {row.period: row.seq for row in connection.execute(rows)}


def people_served(connection: Connection, kitchen_id: int, periods: Collection[str], locks: Accepted) -> dict[str, int]:
    """How many different people ate by name in each month, each read as of its acceptance."""
    return {period: _people_served(connection, kitchen_id, period, locks.get(period)) for period in periods}


def _people_served(connection: Connection, kitchen_id: int, period: str, at: int | None) -> int:
    fact = NamedRation
    standing: ColumnElement[bool] = fact.undone_seq.is_(None)
    if at is not None:
        standing = and_(fact.seq <= at, or_(standing, fact.undone_seq > at))
    month = fact.on.between(clock.first_day(period), clock.last_day(period))
    different = select(fact.person).where(fact.kitchen_id == kitchen_id, month, standing).distinct()
    return len(connection.execute(different).all())


def roll_acts(connection: Connection, kitchen_id: int) -> list[Row[Any]]:
    """What the log says of people joining, leaving and returning, in `seq` order, for `people.on_roll`."""
    said, undone = Operation, Undone
    same = and_(undone.kitchen_id == said.kitchen_id, undone.target == said.id)
    acts = select(said.subject.label("person"), said.kind, said.on, said.seq, undone.seq.label("undone_seq"))
    here = acts.outerjoin(undone, same).where(said.kitchen_id == kitchen_id, said.subject.is_not(None))
    return list(connection.execute(here.where(said.kind.in_(people.KINDS)).order_by(said.seq)))


def by_day(rows: dict[str, list[Any]]) -> dict[date, Day]:
    """The facts of every date, out of rows of whole tables held in memory, keyed as `TABLES`."""
    found: dict[date, Day] = defaultdict(Day)
    for name, facts in rows.items():
        for fact in facts:
            getattr(found[fact.on], name).append(fact)
    return found
