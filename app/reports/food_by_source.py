"""How much food a month brought and used, by where it came from: of one kitchen or of all below a unit, added in the database."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import BigInteger, Connection, cast, func, or_, select

from app.books.notebook.models import AcceptedMonth
from app.books.pantry.models import StockMove
from app.books.pantry.operations import SOURCES
from app.reports.kitchens import inside
from app.reports.span import Span


@dataclass
class Moved:
    """What came and what was used of one source, in grams and millilitres."""

    source: str
    received_g: int = 0
    received_ml: int = 0
    used_g: int = 0
    used_ml: int = 0


def moved(connection: Connection, unit: Any, span: Span) -> list[Moved]:
    """One for each source, in the order of the pantry. An accepted month is read as it stood when it was accepted."""
    move, lock = StockMove.__table__.c, AcceptedMonth.__table__.c
    accepted = (lock.kitchen_id == move.kitchen_id) & (lock.period == span.period)
    stood = or_(move.undone_seq.is_(None), move.undone_seq > lock.seq) & or_(lock.seq.is_(None), move.seq <= lock.seq)
    here = move.on.between(span.first, span.last) & move.kind.in_(("received", "used")) & inside(move.kitchen_id, unit, span)
    sums = select(move.source, move.kind, move.measure, cast(func.sum(func.abs(move.qty)), BigInteger).label("qty"))
    joined = sums.outerjoin(AcceptedMonth.__table__, accepted).where(here, stood).group_by(move.source, move.kind, move.measure)
    made = {source: Moved(source) for source in SOURCES}
    for row in connection.execute(joined):
        setattr(made[row.source], f"{row.kind}_{row.measure}", row.qty)
    return list(made.values())
