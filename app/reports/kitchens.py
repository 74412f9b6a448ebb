"""The kitchens of a report: those that hung from a unit then, what a row says of each before its figures, and their month's figures."""

from collections import defaultdict
from functools import cache
from typing import Any

from flask_babel import get_locale
from sqlalchemy import CTE, Connection, Integer, Row, bindparam, or_, select

from app.among import Many, among
from app.federation.models import KITCHEN_KINDS, Kitchen, Unit
from app.places.models import Place
from app.reports.span import Span
from app.reports.table import Column
from app.rollups.levels import lineage, standing
from app.rollups.measures import NAMES, Measure
from app.rollups.models import KitchenMonth
from app.words import say

#: What a row says of a kitchen before its figures.
ABOUT: tuple[str, ...] = ("level", "code", "name", "period", "kind", "department", "province", "district", "ubigeo")
ABOUT += ("provincial", "district_unit", "reported")
#: The columns of the territory, and the length of their prefixes.
PLACES = {"department": 2, "province": 4, "district": 6}
#: Rows that are fetched together: one by one costs as much again, and of a whole country there is no room for all.
AT_ONCE = 500
#: How many kitchens were open and how many told something: 1 or 0 of a kitchen, so that totals add them.
COUNTS = ("kitchens_expected", "kitchens_reporting")


def headed(name: str, unit: str = "text") -> Column:
    """A column with the heading that templates/reports/words.txt has for its name."""
    return Column(name, _listed("reports", "heading", str(get_locale()))[name], unit)


def measured(measure: Measure) -> Column:
    """The column of a measure."""
    return Column(measure.name, _measured(measure, str(get_locale())), measure.unit)


# Asked once a language: a file has a hundred columns, and each asking would translate the whole list that the words stand in.


@cache
def _listed(room: str, words: str, _language: str) -> dict[str, str]:
    return dict(line.split("|", 1) for line in say(room, words).splitlines())


@cache
def _measured(measure: Measure, language: str) -> str:
    return say("reports", "measured", words=_listed("rollups", "measure", language)[measure.name], unit=measure.unit)


def about_columns() -> list[Column]:
    """The columns of ABOUT and COUNTS."""
    return [headed(name) for name in ABOUT] + [headed(name, "kitchens") for name in COUNTS]


def kitchens(connection: Connection, unit: Any, span: Span) -> list[dict[str, Any]]:
    """What is told of each kitchen that was open in the span's last month, or that tells something of it all the same, by ubigeo and
    code: the names of ABOUT and COUNTS, `id`, `above` (level → code and name of the units above), and `figures`, the last month's
    measures, None for a silent kitchen. `unit` is a row with id, code, name and level."""
    month = KitchenMonth
    about = (Unit.id, Unit.code, Unit.name, Kitchen.kind, Kitchen.ubigeo, standing(span.period).label("open"), month.period)
    joined = select(*about, *(getattr(month, name) for name in NAMES)).join(Kitchen, Kitchen.id == Unit.id)
    joined = joined.outerjoin(month, (month.kitchen_id == Unit.id) & (month.period == span.period))
    around = _Around(connection, unit, span)
    # The tree was climbed for what stands around them: it is not climbed again.
    here = among(Kitchen.id, bindparam("kitchens", type_=Many(Integer))) & or_(standing(span.period), month.period.is_not(None))
    rows = connection.execute(joined.where(here).order_by(Kitchen.ubigeo, Unit.code), {"kitchens": [unit.id, *around.units]})
    return [around.kitchen(row) for some in rows.partitions(AT_ONCE) for row in some]


def inside(kitchen_id: Any, unit: Any, span: Span, tree: CTE | None = None) -> Any:
    """The condition that a column of kitchens' ids is of one that hung from the unit in the span's last month, or is the unit itself.
    `tree` is the lineage that the query climbs already, if it does."""
    tree = lineage(span.period) if tree is None else tree
    return or_(kitchen_id == unit.id, kitchen_id.in_(select(tree.c.kitchen_id).where(tree.c.unit_id == unit.id)))


class _Around:
    """What stands around a unit's kitchens in a span: words, the names of places, the units above, who told something."""

    def __init__(self, connection: Connection, unit: Any, span: Span):
        self.span = span
        self.words = {kind: say("reports", "kind", name=kind) for kind in KITCHEN_KINDS}
        self.words |= {"kitchen": say("reports", "level", name="kitchen"), "yes": say("reports", "yes"), "no": say("reports", "no")}
        self.places = dict(connection.execute(select(Place.ubigeo, Place.name)).all())
        self.units: dict[int, dict[str, tuple[str, str]]] = defaultdict(dict)
        tree = lineage(span.period)
        units = select(tree.c.kitchen_id, Unit.level, Unit.code, Unit.name).join(tree, tree.c.unit_id == Unit.id)
        for kitchen_id, level, code, name in connection.execute(units.where(inside(tree.c.kitchen_id, unit, span, tree))).all():
            self.units[kitchen_id][level] = (code, name)
        told = KitchenMonth.period.in_(span.months) & (KitchenMonth.kitchens_reporting == 1)
        self.told = set(connection.scalars(select(KitchenMonth.kitchen_id).where(told)).all())

    def kitchen(self, row: Row[Any]) -> dict[str, Any]:
        """A kitchen by the names of the columns, with what its totals are grouped by."""
        above, reports = self.units[row.id], row.id in self.told
        told = {"id": row.id, "level": self.words["kitchen"], "code": row.code, "name": row.name, "period": self.span.name}
        told |= {"kind": self.words[row.kind], "ubigeo": row.ubigeo}
        told |= {name: self.places.get(row.ubigeo[:length], "") for name, length in PLACES.items()}
        told |= {"provincial": above.get("provincial", ("", ""))[1], "district_unit": above.get("district", ("", ""))[1]}
        told |= {"reported": self.words["yes" if reports else "no"], "above": above}
        told |= {"kitchens_expected": int(row.open), "kitchens_reporting": int(reports)}
        return told | {"figures": None if row.period is None else dict(zip(NAMES, row[-len(NAMES) :], strict=True))}
