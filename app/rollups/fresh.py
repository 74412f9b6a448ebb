"""How far the figures are counted: the *al día hasta* that stands under every total."""

from datetime import datetime

from sqlalchemy import Connection, func, select

from app import clock, replica
from app.rollups.models import CountedNotebook, TouchedMonth
from app.sync.models import Operation, TouchedDay


def until(connection: Connection, kitchen_id: int | None = None) -> datetime:
    """The instant (UTC) until which everything that was received is in the figures: of one kitchen's days and months, or, without
    one, of every level. That is now, or how far the replica is that is read; unless something waits: then it is when the first
    operation that waits was received."""
    waiting = [_uncounted(connection, kitchen_id)]
    if kitchen_id is None:
        waiting.append(connection.scalar(select(func.min(TouchedMonth.since))))
    return min([replica.until(connection), *(clock.utc(since) for since in waiting if since)])


def _uncounted(connection: Connection, kitchen_id: int | None) -> datetime | None:
    marked = select(TouchedDay.kitchen_id).distinct()
    if kitchen_id is not None:
        marked = marked.where(TouchedDay.kitchen_id == kitchen_id)
    here = marked.subquery()
    first = (
        select(func.min(Operation.received_at))
        .join(here, here.c.kitchen_id == Operation.kitchen_id)
        .outerjoin(CountedNotebook, CountedNotebook.kitchen_id == Operation.kitchen_id)
        .where(Operation.seq == func.coalesce(CountedNotebook.seq, 0) + 1)
    )
    return connection.scalar(first)
