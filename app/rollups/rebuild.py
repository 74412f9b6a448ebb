"""Everything again from the log, kitchen by kitchen: what a mistake in counting, or a hand in the database, is repaired with."""

from typing import Any

from sqlalchemy import Connection, Table, delete, select, union

from app import clock
from app.database import Base, insert_new, put, writing
from app.rollups import from_log
from app.rollups.levels import add_up, alone
from app.rollups.models import CountedNotebook, KitchenDay, KitchenMonth, TerritoryMonth, TouchedMonth, UnitMonth
from app.sync import log
from app.sync.models import Notebook, TouchedDay

FIGURES: tuple[Table, ...] = (KitchenDay.__table__, KitchenMonth.__table__)


def tables() -> list[Table]:
    """The tables that the log makes: every book's, and the figures of kitchens."""
    models = [mapper.class_ for mapper in Base.registry.mappers]
    books = [model.__table__ for model in models if model.__module__.startswith("app.books.")]
    return [*sorted(books, key=lambda table: table.name), *FIGURES]


def kitchens(connection: Connection) -> list[int]:
    """Every kitchen that has a notebook, or figures without one."""
    every = [select(table.c.kitchen_id) for table in (Notebook.__table__, *FIGURES)]
    return sorted(connection.scalars(union(*every)))


def rows(connection: Connection, kitchen_id: int) -> from_log.Rows:
    """What the kitchen's log says must stand in each table."""
    operations = log.whole(connection, kitchen_id)
    books = from_log.books(kitchen_id, operations)
    return books | from_log.figures(kitchen_id, operations, books)


def rebuild(kitchen_id: int) -> None:
    """Make a kitchen's books and figures again, under its lock; the levels above are marked."""
    with writing() as connection:
        seq = connection.scalar(select(Notebook.seq).where(Notebook.kitchen_id == kitchen_id).with_for_update()) or 0
        made = rows(connection, kitchen_id)
        stood = select(KitchenMonth.period).where(KitchenMonth.kitchen_id == kitchen_id)
        periods = {*connection.scalars(stood), *(row["period"] for row in made[KitchenMonth.__table__])}
        for table in tables():
            connection.execute(delete(table).where(table.c.kitchen_id == kitchen_id))
            put(connection, table, made.get(table, []))
        marks = TouchedDay.__table__
        connection.execute(delete(marks).where(marks.c.kitchen_id == kitchen_id, marks.c.seq <= seq))
        put(connection, CountedNotebook.__table__, [{"kitchen_id": kitchen_id, "seq": seq}])
        insert_new(connection, TouchedMonth.__table__, [_mark(kitchen_id, period, seq) for period in sorted(periods)])


def _mark(kitchen_id: int, period: str, seq: int) -> dict[str, Any]:
    return {"kitchen_id": kitchen_id, "period": period, "seq": seq, "since": clock.now()}


def rebuild_levels() -> int:
    """Add up every month of every unit and place again. Returns how many months."""
    with writing() as connection:
        alone(connection)
        every = [select(table.period) for table in (KitchenMonth, UnitMonth, TerritoryMonth)]
        connection.execute(delete(TouchedMonth.__table__))
        periods = sorted(connection.scalars(union(*every)))
        for period in periods:
            add_up(connection, period)
    return len(periods)
