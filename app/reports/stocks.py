"""`existencias`: what each kitchen had of each food from each source when a month or quarter began and ended, and what moved it between.

The State's comptroller asks for the stock at the start and at the end of the quarter [domain.md §1.7].
"""

from collections import defaultdict
from datetime import date, timedelta
from typing import Any

from sqlalchemy import BigInteger, Connection, and_, case, cast, func, null, select

from app.books.pantry.models import StockMove
from app.books.pantry.operations import SOURCES
from app.books.pantry.stock import Stock, stock
from app.reports.foods import Foods, measure, source
from app.reports.kitchens import COUNTS, about_columns, headed, inside, kitchens
from app.reports.levels import Told, totals
from app.reports.span import Span
from app.reports.table import Column, Report

NAME = "existencias"

TOLD = ("food", "source", "measure")
#: In grams or millilitres. start + received - used - wasted + adjusted = end.
FLOWS = ("received_qty", "used_qty", "wasted_qty", "adjusted_qty")
FIGURES = ("start_qty", *FLOWS, "end_qty")

#: By kitchen, food, source and measure.
Shelf = tuple[int, str, str, str]
NOTHING = Stock(0, 0, 0, 0, 0)


def build(connection: Connection, unit: Any, span: Span) -> Report:
    """The shelves of the kitchens that hung from a unit in the span's last month. A kitchen that wrote nothing yet has a row too."""
    before, after = _at(connection, unit, span, span.first - timedelta(1)), _at(connection, unit, span, span.last)
    shelves: dict[int, list[Shelf]] = defaultdict(list)
    for shelf in after:
        shelves[shelf[0]].append(shelf)
    foods = Foods(connection)
    found = []
    for kitchen in kitchens(connection, unit, span):
        rows = [_row(kitchen, shelf, before.get(shelf, NOTHING), after[shelf], foods) for shelf in shelves[kitchen["id"]]]
        found += _counted_once(kitchen, rows)
    told = [row for row in found if "end_qty" in row]  # so that in the totals too, start and moves give the end
    added = totals(found, unit, span, COUNTS) + totals(told, unit, span, FIGURES, by=TOLD)
    columns = _columns()
    notes = ("silence_stocks", "stocks", "books", "units")
    return Report.of(connection, NAME, unit, span, columns, found, added, notes=notes)


def _columns() -> list[Column]:
    return [*about_columns(), *map(headed, TOLD), *(headed(name, "qty") for name in FIGURES)]


def _at(connection: Connection, unit: Any, span: Span, day: date) -> dict[Shelf, Stock]:
    """Every shelf as it stood at the end of a day, the rule being the pantry's own."""
    moves = defaultdict(list)
    for row in connection.execute(_moves(unit, span, day)):
        moves[row.kitchen_id, row.measure].append(row)
    return {
        (kitchen_id, food, of, measured): found
        for (kitchen_id, measured), rows in moves.items()
        for (food, of), found in stock(rows).items()
    }


def _moves(unit: Any, span: Span, day: date) -> Any:
    """The moves up to a day, in as few rows as say the same to `stock`: counts singly, all else added before and after the last count."""
    move = StockMove.__table__.c
    here = move.undone_seq.is_(None) & (move.on <= day) & inside(move.kitchen_id, unit, span)
    shelf = (move.kitchen_id, move.food, move.source)
    counted = select(*shelf, func.max(move.on).label("last")).where(here, move.kind == "counted").group_by(*shelf).subquery()
    same = and_(*(counted.c[column.name] == column for column in shelf))
    later = case((move.on > counted.c.last, 1), else_=0).label("later")
    which = case((move.kind == "counted", move.id), else_="").label("id")
    told = select(*shelf, move.measure, move.kind, which, later, move.on, move.qty, move.replaces)
    rows = told.outerjoin(counted, same).where(here).subquery().c
    alike = (rows.kitchen_id, rows.food, rows.source, rows.measure, rows.kind, rows.id)
    sums = (func.max(rows.on).label("on"), cast(func.sum(rows.qty), BigInteger).label("qty"), func.max(rows.replaces).label("replaces"))
    none = (null().label("undone_seq"), null().label("lot"), null().label("expires_on"))
    return select(*alike, *sums, *none).group_by(*alike, rows.later)


def _row(kitchen: Told, shelf: Shelf, before: Stock, after: Stock, foods: Foods) -> Told:
    kitchen_id, food, of, measured = shelf
    told = kitchen | {"food": foods.name(kitchen_id, food), "source": source(of), "measure": measure(measured), "start_qty": before.balance}
    told["order"] = (foods.name(kitchen_id, food), SOURCES.index(of))
    if not kitchen["kitchens_reporting"]:
        return told  # nobody said what became of it since
    told |= {name: getattr(after, name[:-4]) - getattr(before, name[:-4]) for name in FLOWS}
    return told | {"end_qty": after.balance}


def _counted_once(kitchen: Told, rows: list[Told]) -> list[Told]:
    """A kitchen's rows by food, without shelves that were empty all the time; its first row counts the kitchen."""
    rows = sorted((row for row in rows if any(row.get(name) for name in FIGURES)), key=lambda row: row["order"])
    return [row | (dict.fromkeys(COUNTS) if place else {}) for place, row in enumerate(rows)] or [kitchen]
