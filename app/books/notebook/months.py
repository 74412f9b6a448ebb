"""How a month stands (docs/sync.md, "What the books make of them"): the act that says it. Reads, never writes.

with reading() as connection:
    months.standing(connection, kitchen_id)   # {"2026-03": the row of the act that stands}
"""

from typing import Any

from sqlalchemy import Connection, Row, Select, Subquery, case, func, select

from app.books.notebook.models import MonthAct

act = MonthAct.__table__.c

#: Before anybody has said anything of a month it is pending.
STATES = ("pending", "handed_in", "observed", "accepted")


def decisive() -> Select[Any]:
    """Of each kitchen and month the one act that says how it stands: the first acceptance, else the last act not undone."""
    accepted = act.state == "accepted"
    order = (case((accepted, 0), else_=1), case((accepted, act.seq), else_=-act.seq))
    place = func.row_number().over(partition_by=(act.kitchen_id, act.period), order_by=order).label("place")
    return select(MonthAct.__table__, place).where(act.undone_seq.is_(None))


def first(acts: Select[Any]) -> Subquery:
    """The rows of `decisive`, narrowed to some kitchens or months by its caller, as a table with one row each."""
    ranked = acts.subquery()
    return select(ranked).where(ranked.c.place == 1).subquery()


def standing(connection: Connection, kitchen_id: int) -> dict[str, Row[Any]]:
    """By period, the act that says how the month stands; pending months are absent."""
    rows = connection.execute(select(first(decisive().where(act.kitchen_id == kitchen_id))))
    return {row.period: row for row in rows}


def told(connection: Connection, kitchen_id: int, period: str) -> list[Row[Any]]:
    """Everything said of a month that stands, oldest first."""
    mine = (act.kitchen_id == kitchen_id) & (act.period == period) & act.undone_seq.is_(None)
    return list(connection.execute(select(MonthAct.__table__).where(mine).order_by(act.seq)))
