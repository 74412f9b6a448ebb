"""How far a notice has come: which kitchens it waits for, which got it, which read it. Reads, never writes.

with reading() as connection:
    receipts.issued(connection, kitchen_ids)             # the notices that went to any of these kitchens, newest first
    receipts.kitchens(connection, notice_id, kitchen_ids)  # those of these kitchens it goes to, by name, with their state
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, and_, distinct, func, select

from app import clock
from app.books.notebook.models import NoticeReading
from app.federation.models import Device, Unit
from app.review.models import IssuedNotice, NoticeDelivery
from app.rollups.totals import alphabetical

#: `waiting`: not yet in the kitchen's notebook. `written`: there, and no phone of hers has knocked since. `received`: one has, and
#: nobody has read it. `read`: somebody has.
STATES = ("waiting", "written", "received", "read")

_notice, _delivery, _reading = IssuedNotice.__table__, NoticeDelivery.__table__, NoticeReading.__table__


@dataclass(frozen=True)
class Receipt:
    """A kitchen that a notice goes to; `read_on` is the Lima date on which it was first read."""

    id: int
    code: str
    name: str
    state: str
    delivered_at: datetime | None
    read_on: date | None


def issued(connection: Connection, kitchens: Select[int]) -> list[Row[Any]]:
    """Every notice to any of these kitchens, newest first, with how many of them it goes to, has reached and was read in."""
    read = and_(_reading.c.notice == _notice.c.id, _reading.c.kitchen_id == _delivery.c.kitchen_id, _reading.c.undone_seq.is_(None))
    counts = (
        func.count(distinct(_delivery.c.kitchen_id)).label("kitchens"),
        func.count(distinct(_delivery.c.kitchen_id)).filter(_delivery.c.delivered_at.is_not(None)).label("delivered"),
        func.count(distinct(_reading.c.kitchen_id)).label("read"),
    )
    columns = (_notice.c.id, _notice.c.title, _notice.c.issued_on, _notice.c.issued_at, _notice.c.until_on, Unit.name.label("unit"))
    said = select(*columns, *counts).join(_delivery, _delivery.c.notice_id == _notice.c.id).join(Unit, Unit.id == _notice.c.unit_id)
    said = said.outerjoin(_reading, read).where(_delivery.c.kitchen_id.in_(kitchens)).group_by(*columns[:5], Unit.name)
    return list(connection.execute(said.order_by(_notice.c.issued_at.desc(), _notice.c.id)))


def kitchens(connection: Connection, notice_id: str, among: Select[int]) -> list[Receipt]:
    """Those of the kitchens `among` that a notice goes to, by name."""
    read = select(_reading.c.kitchen_id, func.min(_reading.c.on).label("read_on"))
    read_by = read.where(_reading.c.notice == notice_id, _reading.c.undone_seq.is_(None)).group_by(_reading.c.kitchen_id).subquery()
    phones = select(Device.kitchen_id, func.max(Device.last_seen_at).label("seen_at")).group_by(Device.kitchen_id).subquery()
    columns = select(Unit.id, Unit.code, Unit.name, _delivery.c.delivered_at, phones.c.seen_at, read_by.c.read_on)
    joined = columns.join(_delivery, _delivery.c.kitchen_id == Unit.id).outerjoin(read_by, read_by.c.kitchen_id == Unit.id)
    rows = joined.outerjoin(phones, phones.c.kitchen_id == Unit.id).where(_delivery.c.notice_id == notice_id, Unit.id.in_(among))
    return sorted(map(_receipt, connection.execute(rows)), key=lambda one: (alphabetical(one.name), one.code))


def counts(found: Iterable[Receipt]) -> dict[str, int]:
    """How many kitchens stand in each state, in the order of STATES."""
    counted = Counter(receipt.state for receipt in found)
    return {state: counted[state] for state in STATES}


def _receipt(row: Row[Any]) -> Receipt:
    return Receipt(row.id, row.code, row.name, _state(row), clock.utc(row.delivered_at) if row.delivered_at else None, row.read_on)


def _state(row: Row[Any]) -> str:
    if row.read_on is not None:
        return "read"
    if row.delivered_at is None:
        return "waiting"
    # Whole seconds, and a knock is noted once in five minutes: it may be said late that a phone got it, never too early.
    seen = row.seen_at is not None and clock.utc(row.seen_at) > clock.utc(row.delivered_at)
    return "received" if seen else "written"
