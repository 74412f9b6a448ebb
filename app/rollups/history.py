"""The figures of one unit, kitchen or place over many months, for its trend: one query by primary key. Reads, never writes.

Each function takes a connection and the months; a month of which nobody said anything is left out, because silence is not zero.
"""

from collections.abc import Collection
from typing import Any

from sqlalchemy import Connection, select

from app.rollups.measures import NAMES, Figures
from app.rollups.models import KitchenMonth, TerritoryMonth, UnitMonth


def of_unit(connection: Connection, unit_id: int, periods: Collection[str]) -> dict[str, Figures]:
    """The figures of a unit above the kitchens, by month."""
    return _months(connection, UnitMonth, UnitMonth.unit_id == unit_id, periods)


def of_kitchen(connection: Connection, kitchen_id: int, periods: Collection[str]) -> dict[str, Figures]:
    """The figures of a kitchen, by month."""
    return _months(connection, KitchenMonth, KitchenMonth.kitchen_id == kitchen_id, periods)


def of_place(connection: Connection, prefix: str, periods: Collection[str]) -> dict[str, Figures]:
    """The figures of a place by its ubigeo prefix, by month; the nation's prefix is empty."""
    return _months(connection, TerritoryMonth, TerritoryMonth.prefix == prefix, periods)


def _months(connection: Connection, table: Any, mine: Any, periods: Collection[str]) -> dict[str, Figures]:
    rows = connection.execute(select(table.__table__).where(mine, table.period.in_(periods)).order_by(table.period))
    return {row.period: {name: getattr(row, name) for name in NAMES} for row in rows}
