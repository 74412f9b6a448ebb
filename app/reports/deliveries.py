"""`entregas`: every food of every delivery of the State: what was asked, promised and received, when, and how far the three differ."""

from collections import defaultdict
from datetime import date
from typing import Any

from sqlalchemy import Connection, select

from app.books.pantry.models import StockMove
from app.reports.foods import Foods
from app.reports.kitchens import COUNTS, about_columns, headed, inside, kitchens
from app.reports.levels import Told, totals
from app.reports.span import Span
from app.reports.table import Column, Report
from app.words import say

NAME = "entregas"

TOLD = ("delivery", "document", "supplier", "food", "measure")
#: What a delivery adds, in the row of its first line; what a line adds; what lines of one food add.
OF_DELIVERIES = {"deliveries": "count", "deliveries_promised": "count", "deliveries_late": "count", "delivery_days_late": "days"}
OF_LINES = {"delivery_lines": "count", "value_cents": "centimos"}
OF_FOODS = {"asked_qty": "qty", "promised_qty": "qty", "received_qty": "qty", "less_than_promised_qty": "qty", "less_than_asked_qty": "qty"}
DATES = ("asked_on", "promised_on", "received_on")


def build(connection: Connection, unit: Any, span: Span) -> Report:
    """The deliveries that came in the month to the kitchens that hung from a unit then. A kitchen without one has a row too."""
    lines = _lines(connection, unit, span)
    foods = Foods(connection)
    found = [row for kitchen in kitchens(connection, unit, span) for row in _rows(kitchen, lines[kitchen["id"]], foods)]
    added = totals(found, unit, span, (*COUNTS, *OF_DELIVERIES, *OF_LINES))
    added += totals(found, unit, span, (*OF_LINES, *OF_FOODS), by=("food", "measure"))
    columns = _columns()
    notes = ("silence_deliveries", "deliveries", "late", "by_food", "books", "units")
    return Report.of(connection, NAME, unit, span, columns, found, added, notes=notes)


def _columns() -> list[Column]:
    dates = [headed(name, "date") for name in DATES]
    between = [headed("days_waited", "days"), headed("days_late", "days"), headed("late")]
    figures = OF_FOODS | OF_LINES | OF_DELIVERIES
    return [*about_columns(), *map(headed, TOLD), *dates, *between, *(headed(name, unit) for name, unit in figures.items())]


def _lines(connection: Connection, unit: Any, span: Span) -> dict[int, list[Any]]:
    """By kitchen, what came of the PCA in the span and was not undone, in the order in which it came."""
    move = StockMove
    came = (move.kind == "received") & (move.source == "pca") & move.undone_seq.is_(None) & move.on.between(span.first, span.last)
    rows = connection.execute(select(move.__table__).where(came, inside(move.kitchen_id, unit, span)).order_by(move.on, move.id))
    lines: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        lines[row.kitchen_id].append(row)
    return lines


def _rows(kitchen: Told, lines: list[Any], foods: Foods) -> list[Told]:
    """A kitchen's lines, delivery by delivery. Its first row counts the kitchen, and a delivery's first row the delivery."""
    deliveries: dict[tuple[date, str], list[Any]] = defaultdict(list)
    for line in lines:
        deliveries[line.on, line.delivery or line.id].append(line)
    rows = [
        kitchen | _line(line, foods, number) | (_delivery(of_one) if line is of_one[0] else {})
        for number, of_one in enumerate(deliveries.values(), start=1)
        for line in of_one
    ]
    if not rows and kitchen["kitchens_reporting"]:
        return [kitchen | dict.fromkeys((*OF_DELIVERIES, "delivery_lines"), 0)]
    return [row | (dict.fromkeys(COUNTS) if place else {}) for place, row in enumerate(rows)] or [kitchen]


def _delivery(lines: list[Any]) -> dict[str, int]:
    """One delivery, promised for the earliest day that any of its lines says (as app.rollups.deliveries counts it)."""
    promised = min((line.promised_on for line in lines if line.promised_on), default=None)
    days = max((lines[0].on - promised).days, 0) if promised else 0
    counted = {"deliveries": 1, "deliveries_promised": int(promised is not None)}
    return counted | {"deliveries_late": int(days > 0), "delivery_days_late": days}


def _line(line: Any, foods: Foods, number: int) -> Told:
    told: Told = {"delivery": str(number), "document": line.document, "supplier": line.supplier, "delivery_lines": 1}
    told |= foods.told(line.kitchen_id, line) | {"value_cents": line.value_cents}
    told |= {"asked_on": _text(line.asked_on), "promised_on": _text(line.promised_on), "received_on": line.on.isoformat()}
    told |= {"days_waited": _days(line.asked_on, line.on), "days_late": _days(line.promised_on, line.on)}
    told |= {"late": say("reports", "yes" if line.on > line.promised_on else "no") if line.promised_on else None}
    told |= {"asked_qty": line.asked_qty, "promised_qty": line.promised_qty, "received_qty": line.qty}
    told["less_than_promised_qty"] = None if line.promised_qty is None else line.promised_qty - line.qty
    told["less_than_asked_qty"] = None if line.asked_qty is None else line.asked_qty - line.qty
    return told


def _text(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _days(start: date | None, end: date) -> int | None:
    return (end - start).days if start else None
