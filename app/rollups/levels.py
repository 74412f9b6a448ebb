"""The levels above the kitchens: the federation's tree as it was in a month, and the territory by ubigeo prefix.

A touched month is added up whole, by INSERT … SELECT in the database: some ten thousand rows of kitchens a level, no loop over kitchens.
"""

from datetime import date
from typing import Any

from sqlalchemy import CTE, Connection, Select, delete, func, literal, literal_column, or_, select, union

from app import clock
from app.database import insert_new, writing
from app.federation.models import Kitchen
from app.federation.tree import memberships
from app.places.territory import LEVELS
from app.rollups.measures import NAMES
from app.rollups.models import KitchenMonth, TerritoryMonth, TouchedMonth, UnitMonth

units_table, territory_table = UnitMonth.__table__, TerritoryMonth.__table__


def lineage(period: str) -> CTE:
    """The pairs (kitchen_id, unit_id) of every kitchen and every unit above it in the month."""
    pairs = memberships(period).subquery()
    start = select(Kitchen.id.label("kitchen_id"), pairs.c.parent_id.label("unit_id")).join(pairs, pairs.c.unit_id == Kitchen.id)
    above = start.cte("lineage", recursive=True)
    # UNION, not UNION ALL: should somebody hang a unit below itself, the climb ends all the same.
    return above.union(select(above.c.kitchen_id, pairs.c.parent_id).join(pairs, pairs.c.unit_id == above.c.unit_id))


def standing(period: str) -> Any:
    """The condition that a kitchen was open at some time in the month."""
    opened = or_(Kitchen.opened_on.is_(None), Kitchen.opened_on <= clock.last_day(period))
    return opened & or_(Kitchen.closed_on.is_(None), Kitchen.closed_on > clock.first_day(period))


def _sums() -> list[Any]:
    return [func.sum(getattr(KitchenMonth, name)).label(name) for name in NAMES]


def units_of(period: str) -> Select[Any]:
    """The rows of `unit_month` that the month's kitchens add up to."""
    tree = lineage(period)
    sums = select(literal(period).label("period"), tree.c.unit_id, *_sums()).join(tree, tree.c.kitchen_id == KitchenMonth.kitchen_id)
    return sums.where(KitchenMonth.period == period).group_by(tree.c.unit_id)


def places_of(period: str, length: int) -> Select[Any]:
    """The rows of `territory_month` for the prefixes of `length` digits that the month's kitchens add up to."""
    prefix = prefix_of(length)
    sums = select(literal(period).label("period"), prefix.label("prefix"), *_sums()).join(Kitchen, Kitchen.id == KitchenMonth.kitchen_id)
    return sums.where(KitchenMonth.period == period).group_by(prefix)


def prefix_of(length: int) -> Any:
    """The place of `length` digits in which a kitchen lies; of none: the nation."""
    # Written out and not bound: PostgreSQL takes two bound values for two different expressions, and will not group by one of them.
    return func.substr(Kitchen.ubigeo, literal_column("1"), literal_column(str(length)))


def add_up(connection: Connection, period: str) -> None:
    """Write the month of every unit and place again."""
    connection.execute(delete(units_table).where(units_table.c.period == period))
    connection.execute(delete(territory_table).where(territory_table.c.period == period))
    connection.execute(units_table.insert().from_select(["period", "unit_id", *NAMES], units_of(period)))
    for length in LEVELS.values():
        connection.execute(territory_table.insert().from_select(["period", "prefix", *NAMES], places_of(period, length)))


def coalesce() -> int:
    """Add up every month that a recount marked, and take the marks away. Returns how many months; safe to run in several processes."""
    with writing() as connection:
        alone(connection)
        gone = connection.scalars(delete(TouchedMonth.__table__).returning(TouchedMonth.period))
        periods = sorted(set(gone))
        for period in periods:
            add_up(connection, period)
    return len(periods)


def on_moved(connection: Connection, since: date) -> None:
    """A unit moves from a first of the month on: mark every month from then, because its sums are no longer those of the tree."""
    later = select(UnitMonth.period).where(UnitMonth.period >= clock.period_of(since))
    told = select(KitchenMonth.period).where(KitchenMonth.period >= clock.period_of(since))
    marks = [{"kitchen_id": 0, "period": period, "seq": 0, "since": clock.now()} for period in connection.scalars(union(later, told))]
    insert_new(connection, TouchedMonth.__table__, marks)


def alone(connection: Connection) -> None:
    """Wait until nobody else adds up; readers go on reading. On SQLite a transaction that writes is alone already."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("LOCK TABLE unit_month IN SHARE ROW EXCLUSIVE MODE")
