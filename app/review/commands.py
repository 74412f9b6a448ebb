"""`flask review`: who has not reported, and notices that wait."""

import csv
import sys

import click

from app.clock import is_period
from app.commandline import Commands
from app.database import reading
from app.federation import tree
from app.review import delivery, missing
from app.words import instant, say

review = Commands("review", help=say("review", "group"))

#: The names of the CSV's columns are for programs, and stay as they are in every language.
COLUMNS = ("code", "name", "kind", "district", "above", "phones", "received_at", "seen_at")


@review.command("missing", help=say("review", "missing"))
@click.option("--period", required=True, help=say("review", "period"))
@click.option("--scope", default="national", show_default=True, help=say("review", "scope"))
@click.option("--format", "form", type=click.Choice(["csv", "table"]), default="table", show_default=True, help=say("review", "format"))
def list_missing(period: str, scope: str, form: str) -> None:
    """List the silent kitchens."""
    if not is_period(period):
        raise click.ClickException(say("review", "period_unknown", period=period))
    unit = tree.root() if scope == "national" else tree.by_code(scope)
    if unit is None:
        raise click.ClickException(say("review", "scope_unknown", scope=scope))
    with reading() as connection:
        found = missing.kitchens(connection, unit.id, period)
    if form == "csv":
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows([[getattr(kitchen, name) for name in COLUMNS] for kitchen in found])
    else:
        _table(found)


def _table(found: list[missing.Silent]) -> None:
    for kitchen in found:
        heard = instant(kitchen.received_at) or say("review", "never")
        click.echo(f"{kitchen.code}  {kitchen.name}  ({kitchen.above})  {heard}")
    click.echo(say("review", "silent", count=len(found)))


@review.command("deliver", help=say("review", "deliver"))
def deliver() -> None:
    """Carry every notice that waits to its kitchens."""
    done, waiting = delivery.deliver()
    click.echo(say("review", "delivered", done=done, waiting=waiting))
    if waiting:
        raise click.ClickException(say("review", "delivery_failed"))
