"""The parts of the month's page that hold figures: the large ones, tables, and the bar of who pays for the plate.

A table is `{"title", "head": […], "rows": [[…]…], "foot": […]}`, every cell a text; a figure that is not known is an empty one.
"""

from typing import Any

from sqlalchemy import Connection

from app.books.rations.operations import BRACKETS, CLASSES
from app.federation.models import LEVELS
from app.reports import food_by_source
from app.reports.span import Span
from app.rollups.measures import Figures, all_rations, bracket_measure
from app.rollups.plate import plate
from app.rollups.totals import Line
from app.words import money, number, say

Table = dict[str, Any]


def told(connection: Connection, unit: Any, span: Span, line: Line) -> dict[str, Any]:
    """All parts of a month of which something is known."""
    figures = line.figures or {}
    return {
        "key": _key(line, figures, of_one=unit.level == LEVELS[-1]),
        "tables": [_classes(figures), _people(figures), _foods(connection, unit, span), _deliveries(figures)],
        "plate": _plate(figures),
        "claims": [say("reports", "claims_label"), *say("reports", "claims").splitlines()],
    }


def _key(line: Line, figures: Figures, *, of_one: bool) -> list[list[str]]:
    large = {"rations": number(all_rations(figures)), "people": number(figures["people_served"]), "days": number(figures["days_served"])}
    if of_one:
        large["skipped"] = number(figures["days_skipped"])
    else:
        large["kitchens"] = say("reports", "some_of", some=number(line.reporting), all=number(line.expected))
    return [[figure, say("reports", "page_figure", name=name, of_one=of_one)] for name, figure in large.items()]


def _classes(figures: Figures) -> Table:
    rows = [
        [say("reports", "ration_class", code=code), number(figures[f"rations_{code}"]), number(figures[f"people_{code}"])]
        for code in CLASSES
    ]
    foot = [say("reports", "total"), number(all_rations(figures)), number(figures["people_served"])]
    return _table("classes", rows, foot) | {"note": say("reports", "classes_overlap")}


def _people(figures: Figures) -> Table:
    """The different people of the month by age, then by sex; where neither is said, nobody guesses."""
    ages = {say("reports", "years", bracket=bracket): figures[bracket_measure(bracket, "people")] for bracket in BRACKETS}
    sexes = {say("reports", "sex", code=code): figures[f"people_{code}"] for code in ("f", "m")}
    for group, unsaid in ((ages, say("reports", "age_unsaid")), (sexes, say("reports", "sex_unsaid"))):
        group[unsaid] = figures["people_served"] - sum(group.values())
    return _table("people", [[words, number(n)] for words, n in (ages | sexes).items()])


def _foods(connection: Connection, unit: Any, span: Span) -> Table:
    rows = [
        [say("reports", "source", code=moved.source), *map(_thousands, (moved.received_g, moved.received_ml, moved.used_g, moved.used_ml))]
        for moved in food_by_source.moved(connection, unit, span)
    ]
    return _table("foods", rows)


def _deliveries(figures: Figures) -> Table:
    rows = [
        [say("reports", "heading_short", name=name), *(_thousands(figures[f"food_{name}_{measure}"]) for measure in ("g", "ml"))]
        for name in ("asked", "promised", "received", "short")
    ]
    counted = {name: number(figures[name]) for name in ("deliveries", "deliveries_promised", "deliveries_late", "delivery_days_late")}
    return _table("deliveries", rows) | {"note": say("reports", "deliveries_counted", **counted)}


def _table(name: str, rows: list[list[str]], foot: list[str] | None = None) -> Table:
    head = say("reports", "page_head", name=name).split("|")
    return {"title": say("reports", "page_title", name=name), "head": head, "rows": rows, "foot": foot or [], "note": ""}


def _plate(figures: Figures) -> dict[str, Any]:
    """The bar's pieces with their weights (a part below zero has none), what a plate costs, and what is in no part."""
    of, rations = plate(figures), all_rations(figures)
    pieces = [
        {
            "name": say("reports", "plate_part", name=name),
            "amount": money(cents),
            "percent": _percent(of.part(cents)),
            "weight": max(cents, 0),
        }
        for name, cents in of.parts.items()
    ]
    said = {"cost": _per_ration(of.cost, rations), "state": _per_ration(of.state, rations), "percent": _percent(of.share)}
    unvalued = {"mass": _thousands(of.unvalued_g), "volume": _thousands(of.unvalued_ml)} if of.unvalued_g or of.unvalued_ml else None
    return {
        "title": say("reports", "page_title", name="plate"),
        "said": say("reports", "plate_said", **said) if of.cost > 0 and rations > 0 else say("reports", "plate_unsaid"),
        "pieces": pieces,
        "total": [say("reports", "plate_total"), money(of.cost)],
        "unvalued": say("reports", "page_unvalued", **unvalued) if unvalued else "",
        "hours": say("reports", "plate_hours_text"),
    }


def _percent(part: float | None) -> str:
    return "" if part is None else say("reports", "percent", n=round(100 * part))


def _per_ration(cents: int, rations: int) -> str:
    return money(round(cents / rations)) if rations > 0 else ""


def _thousands(quantity: int) -> str:
    """Grams as kilos, millilitres as litres."""
    return number(round(quantity / 1000, 1))
