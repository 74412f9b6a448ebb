"""`flask federation`: what the tree holds."""

import csv
import sys
from collections.abc import Sequence

import click
from sqlalchemy import select
from sqlalchemy.orm import aliased

from app import clock
from app.commandline import Commands
from app.database import db
from app.federation import tree
from app.federation.models import LEVELS, Kitchen, Unit
from app.words import say

#: The names of the CSV's columns are for programs, and stay as they are in every language.
COLUMNS = ("code", "name", "level", "parent")
BASE_COLUMNS = (*COLUMNS, "ubigeo", "kind")

federation = Commands("federation", help=say("federation", "group"))


@federation.command("list", help=say("federation", "list"))
@click.option("--level", required=True, type=click.Choice(LEVELS), help=say("federation", "level"))
@click.option("--format", "form", type=click.Choice(["csv", "table"]), default="table", show_default=True, help=say("federation", "format"))
def listing(level: str, form: str) -> None:
    """The units of a level, by code."""
    rows = _units(level)
    columns = BASE_COLUMNS if level == "base" else COLUMNS
    if form == "csv":
        csv.writer(sys.stdout, lineterminator="\n").writerows([columns, *rows])
    else:
        _table([[say("federation", "column", name=name) for name in columns], *rows])
    if not rows:
        click.echo(say("federation", "no_units"), err=True)


def _units(level: str) -> list[list[str]]:
    pairs = tree.memberships(clock.period_of(clock.lima_today())).subquery()
    above = aliased(Unit)
    columns = select(Unit.code, Unit.name, Unit.level, above.code, Kitchen.ubigeo, Kitchen.kind)
    joined = columns.outerjoin(pairs, pairs.c.unit_id == Unit.id).outerjoin(above, above.id == pairs.c.parent_id)
    rows = db.session.execute(joined.outerjoin(Kitchen, Kitchen.id == Unit.id).where(Unit.level == level).order_by(Unit.code))
    width = len(BASE_COLUMNS if level == "base" else COLUMNS)
    return [[value or "" for value in row[:width]] for row in rows]


def _table(rows: Sequence[Sequence[str]]) -> None:
    widths = [max(len(row[place]) for row in rows) for place in range(len(rows[0]))]
    for row in rows:
        click.echo("  ".join(value.ljust(width) for value, width in zip(row, widths, strict=True)).rstrip())
