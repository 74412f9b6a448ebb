"""Who has not reported: the kitchens whose notebook says nothing of a month. Reads, never writes.

with reading() as connection:
    missing.kitchens(connection, unit_id, "2026-03")   # Silent kitchens below a unit, by name
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, Subquery, and_, func, or_, select

from app import clock
from app.federation.models import Device, Kitchen, Unit
from app.federation.tree import memberships
from app.places.models import Place
from app.rollups.levels import lineage, standing
from app.rollups.models import KitchenMonth
from app.rollups.totals import alphabetical
from app.sync.models import Notebook, Operation


@dataclass(frozen=True)
class Silent:
    """A kitchen that was open in the month and of which nothing is known. Instants are UTC, and None for never.

    `received_at`: when anything of hers was last received, of whatever month. `seen_at`: when a phone of hers last knocked, even with
    nothing to tell. `phones`: how many are enrolled and not revoked; with none nobody can report. `above` is the unit right above.
    """

    id: int
    code: str
    name: str
    kind: str
    district: str
    above: str
    received_at: datetime | None
    seen_at: datetime | None
    phones: int


def kitchens(connection: Connection, unit_id: int, period: str) -> list[Silent]:
    """The silent kitchens that hung from a unit in the month (the unit itself, if it is a kitchen), by name."""
    tree = lineage(period)
    mine = or_(Kitchen.id == unit_id, Kitchen.id.in_(select(tree.c.kitchen_id).where(tree.c.unit_id == unit_id)))
    spoke = select(KitchenMonth.kitchen_id).where(KitchenMonth.period == period, KitchenMonth.kitchens_reporting > 0)
    rows = connection.execute(_kitchens(period).where(mine, standing(period), Kitchen.id.not_in(spoke)))
    return sorted(map(_silent, rows), key=lambda kitchen: (alphabetical(kitchen.name), kitchen.code))


def _silent(row: Any) -> Silent:
    about = (row.id, row.code, row.name, row.kind, row.district or "", row.above or "")
    return Silent(*about, _utc(row.received_at), _utc(row.seen_at), row.phones)


def _kitchens(period: str) -> Select[Any]:
    pairs, phones = memberships(period).subquery(), _phones()
    above = Unit.__table__.alias("above")
    columns = select(Unit.id, Unit.code, Unit.name, Kitchen.kind, Place.name.label("district"), above.c.name.label("above"))
    # The last operation of a log is found by its place, which its notebook knows: no search through the log.
    last = and_(Operation.kitchen_id == Notebook.kitchen_id, Operation.seq == Notebook.seq)
    joined = columns.join(Kitchen, Kitchen.id == Unit.id).outerjoin(Place, Place.ubigeo == Kitchen.ubigeo)
    joined = joined.outerjoin(pairs, pairs.c.unit_id == Unit.id).outerjoin(above, above.c.id == pairs.c.parent_id)
    joined = joined.outerjoin(Notebook, Notebook.kitchen_id == Unit.id).outerjoin(Operation, last)
    joined = joined.outerjoin(phones, phones.c.kitchen_id == Unit.id)
    return joined.add_columns(Operation.received_at, phones.c.seen_at, func.coalesce(phones.c.phones, 0).label("phones"))


def _phones() -> Subquery:
    standing_phones = func.count().filter(Device.revoked_at.is_(None)).label("phones")
    seen = select(Device.kitchen_id, func.max(Device.last_seen_at).label("seen_at"), standing_phones)
    return seen.group_by(Device.kitchen_id).subquery()


def _utc(instant: datetime | None) -> datetime | None:
    return clock.utc(instant) if instant else None
