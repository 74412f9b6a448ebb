"""`consolidado-mensual`: a month of every kitchen of a part of the federation, and its totals by the tree and by the territory."""

from collections import defaultdict
from typing import Any

from sqlalchemy import Connection, Row, or_, select

from app.clock import first_day
from app.federation.models import KITCHEN_KINDS, Kitchen, Unit
from app.places.models import Place
from app.reports.levels import totals
from app.reports.table import Column, Report
from app.rollups import fresh
from app.rollups.levels import lineage, standing
from app.rollups.measures import DAILY, MEASURES, RATIONS, Measure, all_rations
from app.rollups.models import KitchenDay, KitchenMonth
from app.words import say

NAME = "consolidado-mensual"

#: What a row says of a kitchen before its figures.
ABOUT: tuple[str, ...] = ("level", "code", "name", "period", "kind", "department", "province", "district", "ubigeo")
ABOUT += ("provincial", "district_unit", "reported")
#: The columns of the territory, and the length of their prefixes.
PLACES = {"department": 2, "province": 4, "district": 6}
COUNTS = ("kitchens_expected", "kitchens_reporting")
FIGURES = tuple(measure for measure in MEASURES if measure.name not in COUNTS)
#: The plates of all classes, which nothing stores, go before them.
ALL = Measure("rations", "rations", "plates of every class together")
#: The part of the figures that comes from earlier, accepted months, with its unit; the figures hold it too.
ADJUSTED = {
    "adjusted_rations": "rations",
    "adjusted_due_cents": "centimos",
    "adjusted_credit_cents": "centimos",
    "adjusted_food_received_value_cents": "centimos",
}


def build(connection: Connection, unit: Any, period: str) -> Report:
    """The report of the kitchens that hung from a unit (a row with id, code, name and level) in the month."""
    kitchens = _kitchens(connection, unit.id, period)
    columns = _columns()
    names = [column.name for column in columns]
    return Report(
        name=NAME,
        title=say("reports", "title", name=NAME),
        scope=unit.code,
        scope_name=unit.name,
        period=period,
        cutoff=fresh.until(connection),
        columns=columns,
        rows=[[kitchen.get(name) for name in names] for kitchen in kitchens],
        totals=[[total.get(name) for name in names] for total in totals(kitchens, unit, period, numbers(columns))],
        detail_columns=_detail_columns(),
        details=[_detail(kitchen, day) for kitchen in kitchens for day in kitchen["adjustments"]],
    )


def numbers(columns: list[Column]) -> list[str]:
    """The names of the columns that add."""
    return [column.name for column in columns if column.unit != "text"]


def _columns() -> list[Column]:
    about = [Column(name, say("reports", "heading", name=name)) for name in ABOUT]
    counts = [Column(name, say("reports", "heading", name=name), "kitchens") for name in COUNTS]
    figures = [_measured(measure) for measure in (ALL, *FIGURES)]
    return about + counts + figures + [Column(name, say("reports", "heading", name=name), unit) for name, unit in ADJUSTED.items()]


def _detail_columns() -> list[Column]:
    units = {"code": "text", "name": "text", "adjusted_on": "date"}
    about = [Column(name, say("reports", "heading", name=name), unit) for name, unit in units.items()]
    return about + [_measured(measure) for measure in (ALL, *DAILY)]


def _measured(measure: Measure) -> Column:
    words = say("rollups", "measure", name=measure.name)
    return Column(measure.name, say("reports", "measured", words=words, unit=measure.unit), measure.unit)


def _detail(kitchen: dict[str, Any], day: Row[Any]) -> list[str | int | None]:
    figures = {measure.name: getattr(day, measure.name) for measure in DAILY}
    return [kitchen["code"], kitchen["name"], day.on.isoformat(), all_rations(figures), *figures.values()]


def _kitchens(connection: Connection, unit_id: int, period: str) -> list[dict[str, Any]]:
    """What is told of each kitchen that was open, or that tells something all the same, by ubigeo and code."""
    tree, month = lineage(period), KitchenMonth
    columns = select(Unit.id, Unit.code, Unit.name, Kitchen.kind, Kitchen.ubigeo, standing(period).label("open"), month.__table__)
    joined = columns.join(Kitchen, Kitchen.id == Unit.id).outerjoin(month, (month.kitchen_id == Unit.id) & (month.period == period))
    mine = or_(Kitchen.id == unit_id, Kitchen.id.in_(select(tree.c.kitchen_id).where(tree.c.unit_id == unit_id)))
    rows = connection.execute(joined.where(mine, or_(standing(period), month.period.is_not(None))).order_by(Kitchen.ubigeo, Unit.code))
    around = _Around(connection, period)
    return [around.kitchen(row) for row in rows]


class _Around:
    """What stands around the kitchens in a month: words, the names of places, the units above, the adjustments."""

    def __init__(self, connection: Connection, period: str):
        self.period = period
        self.words = {kind: say("reports", "kind", name=kind) for kind in KITCHEN_KINDS}
        self.words |= {"kitchen": say("reports", "level", name="kitchen"), "yes": say("reports", "yes"), "no": say("reports", "no")}
        self.places = dict(connection.execute(select(Place.ubigeo, Place.name)).all())
        self.units: dict[int, dict[str, tuple[str, str]]] = defaultdict(dict)
        tree = lineage(period)
        for row in connection.execute(select(tree.c.kitchen_id, Unit.level, Unit.code, Unit.name).join(tree, tree.c.unit_id == Unit.id)):
            self.units[row.kitchen_id][row.level] = (row.code, row.name)
        self.adjustments: dict[int, list[Row[Any]]] = defaultdict(list)
        earlier = select(KitchenDay.__table__).where(KitchenDay.period == period, KitchenDay.on < first_day(period))
        for row in connection.execute(earlier.order_by(KitchenDay.on)):
            self.adjustments[row.kitchen_id].append(row)

    def kitchen(self, row: Row[Any]) -> dict[str, Any]:
        """A kitchen by the names of the columns, with what its totals are grouped by."""
        above = self.units[row.id]
        told = {"level": self.words["kitchen"], "code": row.code, "name": row.name, "period": self.period}
        told |= {"kind": self.words[row.kind], "ubigeo": row.ubigeo}
        told |= {name: self.places.get(row.ubigeo[:length], "") for name, length in PLACES.items()}
        told |= {"provincial": above.get("provincial", ("", ""))[1], "district_unit": above.get("district", ("", ""))[1]}
        told |= {"reported": self.words["yes" if row.kitchens_reporting else "no"], "above": above}
        told |= {"kitchens_expected": int(row.open), "kitchens_reporting": row.kitchens_reporting or 0}
        return told | {"adjustments": self.adjustments[row.id]} | self._figures(row)

    def _figures(self, row: Row[Any]) -> dict[str, int]:
        """None of them for a silent kitchen: its cells stay empty, because silence is not zero."""
        if row.period is None:
            return {}
        days = self.adjustments[row.id]
        adjusted = {name: sum(getattr(day, name.removeprefix("adjusted_"), 0) for day in days) for name in ADJUSTED}
        adjusted["adjusted_rations"] = sum(getattr(day, name) for day in days for name in RATIONS)
        figures = {measure.name: getattr(row, measure.name) for measure in FIGURES}
        return {"rations": all_rations(figures)} | figures | adjusted
