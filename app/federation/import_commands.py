"""`flask federation import`: a national list of kitchens, as ministries and municipalities hold it."""

import sys
from collections.abc import Iterable
from contextlib import AbstractContextManager
from typing import Any

import click
from flask import current_app
from flask.cli import with_appcontext

from app import clock
from app.federation.importing import Choices, run
from app.federation.models import KITCHEN_KINDS
from app.federation.registry import Refused
from app.sheets import Line, Unreadable, doubts
from app.words import say as say_words

#: How many rows that were left out are named on the screen; the report names all.
SHOWN = 20
WORDS = "federation/importing"
SYSTEMS = ("auto", "inei", "reniec")


def say(macro: str, **values: Any) -> str:
    """The import's own words."""
    return say_words(WORDS, macro, **values)


@click.command("import", help=say("command"))
@click.argument("file", type=click.File("rb"))
@click.option("--under", metavar="CODE", help=say("option_under"))
@click.option("--since", metavar="YYYY-MM", help=say("option_since"))
@click.option("--kind", type=click.Choice(KITCHEN_KINDS), default="comedor", show_default=True, help=say("option_kind"))
@click.option(
    "--ubigeo", "system", type=click.Choice(["auto", "inei", "reniec"]), default="auto", show_default=True, help=say("option_ubigeo")
)
@click.option("--root", metavar="NAME", help=say("option_root"))
@click.option("--strict", is_flag=True, help=say("option_strict"))
@click.option("--dry-run", "dry", is_flag=True, help=say("option_dry"))
@click.option("--report", metavar="OUT", type=click.File("wb", lazy=True), help=say("option_report"))
@with_appcontext
def import_list(file: Any, since: str | None, system: str, report: Any, **choices: Any) -> None:
    """Import a list of kitchens."""
    period = since or clock.period_of(clock.lima_today())
    if not clock.is_period(period):
        raise click.ClickException(say("since_malformed", since=period))
    chosen = Choices(since=clock.first_day(period), system="" if system == SYSTEMS[0] else system, **choices)
    try:
        plan = run(file, chosen, _progress)
    except Unreadable as refusal:
        reason = say_words("sheets", "unreadable", reason=refusal.reason, detail=refusal.detail)
        raise click.ClickException(say("refused_file", file=file.name, reason=reason)) from None
    except Refused as refusal:
        raise click.ClickException(say("refused", reason=str(refusal), under=chosen.under, file=file.name)) from None
    if report:
        doubts.report(plan.doubts, WORDS, report)
    click.echo(say("summary", plan=plan, dry=chosen.dry, shown=SHOWN, report=report.name if report else None))
    if not plan.written and not chosen.dry:
        sys.exit(1)


def _progress(lines: list[Line]) -> AbstractContextManager[Iterable[Line]]:
    return click.progressbar(lines, label=say("progress"), file=sys.stderr, hidden=bool(current_app.testing))
