"""How far each kitchen's month has come on its way up. Reads, never writes.

with reading() as connection:
    progress.kitchens(connection, unit_id, "2026-03")   # every kitchen open below a unit, by name, with its state
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, Select, Subquery, and_, func, or_, select

from app.books.notebook import months
from app.books.notebook.models import HandedInRoll, MonthAct
from app.federation.models import Kitchen, Unit
from app.federation.tree import memberships
from app.places.models import Place
from app.rollups.levels import lineage, standing
from app.rollups.models import KitchenMonth
from app.rollups.totals import alphabetical

#: `silent`: not handed in, and nothing is known of the month. `pending`: not handed in, and something is.
STATES = ("silent", "pending", "handed_in", "observed", "accepted")


@dataclass(frozen=True)
class Progress:
    """A kitchen and how its month stands; `on` is the Lima date of the act that says so, None before there is one. `roll_on`: the day as
    of which its padrón stands handed in."""

    id: int
    code: str
    name: str
    district: str
    above: str
    state: str
    on: date | None
    roll_on: date | None


def kitchens(connection: Connection, unit_id: int, period: str) -> list[Progress]:
    """The kitchens open in the month that hung from a unit then (the unit itself, if it is a kitchen), by name."""
    tree = lineage(period)
    mine = or_(Kitchen.id == unit_id, Kitchen.id.in_(select(tree.c.kitchen_id).where(tree.c.unit_id == unit_id)))
    rows = connection.execute(_kitchens(period).where(mine, standing(period)))
    return sorted(map(_progress, rows), key=lambda kitchen: (alphabetical(kitchen.name), kitchen.code))


def counts(found: Iterable[Progress]) -> dict[str, int]:
    """How many kitchens stand in each state, in the order of STATES."""
    counted = Counter(kitchen.state for kitchen in found)
    return {state: counted[state] for state in STATES}


def _progress(row: Any) -> Progress:
    state = row.state or ("pending" if row.kitchens_reporting else "silent")
    return Progress(row.id, row.code, row.name, row.district or "", row.above or "", state, row.on, row.roll_on)


def _kitchens(period: str) -> Select[Any]:
    pairs, above = memberships(period).subquery(), Unit.__table__.alias("above")
    act = months.first(months.decisive().where(MonthAct.period == period))
    told = and_(KitchenMonth.kitchen_id == Unit.id, KitchenMonth.period == period)
    columns = select(Unit.id, Unit.code, Unit.name, Place.name.label("district"), above.c.name.label("above"))
    joined = columns.join(Kitchen, Kitchen.id == Unit.id).outerjoin(Place, Place.ubigeo == Kitchen.ubigeo)
    joined = joined.outerjoin(pairs, pairs.c.unit_id == Unit.id).outerjoin(above, above.c.id == pairs.c.parent_id)
    rolls = _rolls()
    joined = joined.outerjoin(act, act.c.kitchen_id == Unit.id).outerjoin(KitchenMonth, told)
    joined = joined.outerjoin(rolls, rolls.c.kitchen_id == Unit.id)
    return joined.add_columns(act.c.state, act.c.on, KitchenMonth.kitchens_reporting, rolls.c.roll_on)


def _rolls() -> Subquery:
    handed = HandedInRoll.__table__.c
    latest = select(handed.kitchen_id, func.max(handed.on).label("roll_on")).where(handed.undone_seq.is_(None))
    return latest.group_by(handed.kitchen_id).subquery()
