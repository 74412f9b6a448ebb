"""`consolidado-mensual`: a month of every kitchen of a part of the federation, and its totals by the tree and by the territory."""

from collections import defaultdict
from typing import Any

from sqlalchemy import Connection, Row, select

from app.reports.kitchens import COUNTS, about_columns, headed, kitchens, measured
from app.reports.levels import totals
from app.reports.span import Span
from app.reports.table import Column, Report
from app.rollups.measures import DAILY, MEASURES, RATIONS, Measure, all_rations
from app.rollups.models import KitchenDay

NAME = "consolidado-mensual"

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

Adjustments = dict[int, list[Row[Any]]]


def build(connection: Connection, unit: Any, span: Span) -> Report:
    """The report of the kitchens that hung from a unit (a row with id, code, name and level) in the month."""
    adjustments = _adjustments(connection, span)
    found = kitchens(connection, unit, span)
    for kitchen in found:  # in their place: of a whole country there is no room for two
        kitchen |= _figures(kitchen.pop("figures"), adjustments[kitchen["id"]])
    columns = _columns()
    added = [column.name for column in columns if column.unit != "text"]
    return Report.of(
        connection,
        NAME,
        unit,
        span,
        columns,
        found,
        totals(found, unit, span, added),
        detail_columns=_detail_columns(),
        details=[_detail(kitchen, day) for kitchen in found for day in adjustments[kitchen["id"]]],
        notes=("silence", "adjustments", "people", "units"),
    )


def _columns() -> list[Column]:
    figures = [measured(measure) for measure in (ALL, *FIGURES)]
    return about_columns() + figures + [headed(name, unit) for name, unit in ADJUSTED.items()]


def _detail_columns() -> list[Column]:
    about = [headed("code"), headed("name"), headed("adjusted_on", "date")]
    return about + [measured(measure) for measure in (ALL, *DAILY)]


def _detail(kitchen: dict[str, Any], day: Row[Any]) -> list[str | int | None]:
    figures = {measure.name: getattr(day, measure.name) for measure in DAILY}
    return [kitchen["code"], kitchen["name"], day.on.isoformat(), all_rations(figures), *figures.values()]


def _adjustments(connection: Connection, span: Span) -> Adjustments:
    """By kitchen, the days of earlier months that are booked in this one."""
    days: Adjustments = defaultdict(list)
    earlier = select(KitchenDay.__table__).where(KitchenDay.period == span.period, KitchenDay.on < span.first)
    for row in connection.execute(earlier.order_by(KitchenDay.on)):
        days[row.kitchen_id].append(row)
    return days


def _figures(month: dict[str, int] | None, days: list[Row[Any]]) -> dict[str, int]:
    """None of them for a silent kitchen: its cells stay empty, because silence is not zero."""
    if month is None:
        return {}
    adjusted = {name: sum(getattr(day, name.removeprefix("adjusted_"), 0) for day in days) for name in ADJUSTED}
    adjusted["adjusted_rations"] = sum(getattr(day, name) for day in days for name in RATIONS)
    return month | {"rations": all_rations(month)} | adjusted
