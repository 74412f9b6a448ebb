"""The figures of a month, as the panel and the commands read them. Reads, never writes; `fresh.until` says how far they are counted.

Every function takes a connection, so that what stands on one page comes from one moment of the database:

    with reading() as connection:
        totals.unit(connection, unit_id, "2026-03")        # one Line: the nation, a provincial or district organisation, a kitchen
        totals.children(connection, unit_id, "2026-03")    # Lines of what hung directly below it, silent ones too
        totals.place(connection, "1501", "2026-03")        # one Line by ubigeo prefix; "" is the nation
        totals.places(connection, "15", "2026-03")         # Lines of the places one level down that have kitchens
        totals.kitchens_in(connection, "150132", "2026-03")  # Lines of the kitchens that lie in a place
        totals.days(connection, kitchen_id, "2026-03")     # DayLines of a kitchen's month, adjustments too
        totals.level(connection, "provincial", "2026-03")  # Lines of a whole level of the tree
        totals.places_at(connection, "department", "2026-03")  # Lines of a whole level of the territory
"""

import unicodedata
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, Select, Subquery, func, literal, select

from app.federation.models import LEVELS as TREE
from app.federation.models import Kitchen, Unit
from app.federation.tree import memberships
from app.places.models import Place
from app.places.territory import LEVELS as PLACE_LEVELS
from app.rollups.levels import prefix_of, standing
from app.rollups.measures import DAILY_NAMES, NAMES, Figures
from app.rollups.models import KitchenDay, KitchenMonth, TerritoryMonth, UnitMonth

#: The level of the units that are kitchens.
BASE = TREE[-1]


@dataclass(frozen=True)
class Line:
    """A unit, kitchen or place in a month. `figures` is None where nobody reported: silence is not zero.

    `expected` is how many kitchens were open in it that month; `code` is the unit's code or the ubigeo prefix; `id` is None for places.
    """

    id: int | None
    code: str
    name: str
    level: str
    expected: int
    figures: Figures | None

    @property
    def reporting(self) -> int:
        """How many kitchens' notebooks say something of the month."""
        return self.figures["kitchens_reporting"] if self.figures else 0


@dataclass(frozen=True)
class DayLine:
    """A day of a kitchen. An adjustment is of a day of an earlier, accepted month, and may be below zero."""

    on: date
    adjustment: bool
    figures: Figures


def unit(connection: Connection, unit_id: int, period: str) -> Line | None:
    """The month of one unit, kitchens too; None for an id that is no unit's."""
    found = _units(connection, period, Unit.id == unit_id)
    return found[0] if found else None


def children(connection: Connection, unit_id: int, period: str) -> list[Line]:
    """What hung directly below a unit in the month, silent or not, by name."""
    pairs = memberships(period).subquery()
    return _units(connection, period, Unit.id.in_(select(pairs.c.unit_id).where(pairs.c.parent_id == unit_id)))


def level(connection: Connection, name: str, period: str) -> list[Line]:
    """All that stood at a level of the tree in the month (national, provincial, district, base), silent or not, by code."""
    hanging = select(memberships(period).subquery().c.unit_id)
    there = Unit.level == name if name == "national" else (Unit.level == name) & Unit.id.in_(hanging)
    return sorted(_units(connection, period, there), key=lambda line: line.code)


def place(connection: Connection, prefix: str, period: str) -> Line | None:
    """The month of a place; None where no kitchen lies. The nation's prefix is empty."""
    found = _places(connection, period, len(prefix), prefix)
    return found[0] if found else None


def places(connection: Connection, prefix: str, period: str) -> list[Line]:
    """The places one level below a prefix that have kitchens, silent or not, by code; none below a district."""
    return _places(connection, period, len(prefix) + 2, prefix) if len(prefix) < 6 else []


def places_at(connection: Connection, name: str, period: str) -> list[Line]:
    """All places of a level (nation, department, province, district) that have kitchens, by code."""
    return _places(connection, period, PLACE_LEVELS[name], "")


def kitchens_in(connection: Connection, prefix: str, period: str) -> list[Line]:
    """The kitchens that lie in a place, silent or not, by name."""
    return _units(connection, period, Unit.id.in_(select(Kitchen.id).where(Kitchen.ubigeo.startswith(prefix))))


def days(connection: Connection, kitchen_id: int, period: str) -> list[DayLine]:
    """A kitchen's month day by day: its own days in order, then adjustments of earlier months."""
    rows = select(KitchenDay.__table__).where(KitchenDay.kitchen_id == kitchen_id, KitchenDay.period == period)
    lines = [
        DayLine(row.on, row.on.isoformat()[:7] != period, {name: getattr(row, name) for name in DAILY_NAMES})
        for row in connection.execute(rows)
    ]
    return sorted(lines, key=lambda line: (line.adjustment, line.on))


def alphabetical(name: str) -> str:
    """The key by which names stand in Spanish order: accents and capitals do not count, and ñ is a letter after n."""
    letters = unicodedata.normalize("NFD", name.casefold().replace("ñ", "n\U0010ffff"))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def _units(connection: Connection, period: str, condition: Any) -> list[Line]:
    above, kitchens = condition & (Unit.level != BASE), condition & (Unit.level == BASE)
    expected = _expected(period, select(Unit.id).where(above))
    rows = list(connection.execute(_with_figures(UnitMonth, UnitMonth.unit_id, period, expected).where(above)))
    rows += connection.execute(_with_figures(KitchenMonth, KitchenMonth.kitchen_id, period, _open(period)).where(kitchens))
    lines = [_line(row) for row in rows]
    # A kitchen that was closed all month and says nothing is not silent: nobody waits for it.
    return sorted(filter(_counts, lines), key=lambda line: (alphabetical(line.name), line.code))


def _counts(line: Line) -> bool:
    return bool(line.expected or line.figures or line.level != BASE)


def _with_figures(table: Any, key: Any, period: str, expected: Subquery) -> Select[Any]:
    columns = select(Unit.id, Unit.code, Unit.name, Unit.level, func.coalesce(expected.c.kitchens, 0).label("expected"))
    joined = columns.outerjoin(expected, expected.c.unit_id == Unit.id).outerjoin(table, (key == Unit.id) & (table.period == period))
    return joined.add_columns(*(getattr(table, name) for name in NAMES))


def _expected(period: str, units: Select[Any]) -> Subquery:
    """How many kitchens were open below each of these units: down the tree, so that only what is below is walked."""
    pairs = memberships(period).subquery()
    start = select(Unit.id.label("unit_id"), Unit.id.label("below")).where(Unit.id.in_(units)).cte("expected", recursive=True)
    tree = start.union(select(start.c.unit_id, pairs.c.unit_id).join(pairs, pairs.c.parent_id == start.c.below))
    counts = select(tree.c.unit_id, func.count().label("kitchens")).join(Kitchen, Kitchen.id == tree.c.below)
    return counts.where(standing(period)).group_by(tree.c.unit_id).subquery()


def _open(period: str) -> Subquery:
    """The kitchens that were open themselves, as `_expected`."""
    return select(Kitchen.id.label("unit_id"), literal(1).label("kitchens")).where(standing(period)).subquery()


def _places(connection: Connection, period: str, length: int, within: str) -> list[Line]:
    prefix = prefix_of(length)
    counts = select(prefix.label("prefix"), func.count().label("kitchens")).where(standing(period), Kitchen.ubigeo.startswith(within))
    expected = counts.group_by(prefix).subquery()
    month = TerritoryMonth
    columns = select(literal(None).label("id"), expected.c.prefix.label("code"), Place.name, expected.c.kitchens.label("expected"))
    joined = columns.outerjoin(Place, Place.ubigeo == expected.c.prefix)
    joined = joined.outerjoin(month, (month.prefix == expected.c.prefix) & (month.period == period))
    rows = connection.execute(joined.add_columns(*(getattr(month, name) for name in NAMES)).order_by(expected.c.prefix))
    return [_line(row, _LEVEL_OF[length]) for row in rows]


_LEVEL_OF = {length: name for name, length in PLACE_LEVELS.items()}


def _line(row: Row[Any], level_name: str = "") -> Line:
    figures = None if row.kitchens_reporting is None else {name: getattr(row, name) for name in NAMES}
    return Line(row.id, row.code, row.name or "", level_name or row.level, row.expected, figures)
