"""`flask roll import`: a kitchen's padrón out of a spreadsheet."""

import sys
from typing import Any

import click
from flask.cli import AppGroup

from app.federation import tree
from app.sheets import Unreadable, doubts
from app.sync.roll_import import Choices, Refused, run
from app.words import say as say_words

#: How many rows that were left out are named on the screen; the report names all.
SHOWN = 20
WORDS = "sync/roll_import"


def say(macro: str, **values: Any) -> str:
    """The import's own words."""
    return say_words(WORDS, macro, **values)


roll = AppGroup("roll", help=say("group"))


@roll.command("import", help=say("command"))
@click.argument("file", type=click.File("rb"))
@click.option("--kitchen", "code", required=True, metavar="CODE", help=say("option_kitchen"))
@click.option("--strict", is_flag=True, help=say("option_strict"))
@click.option("--dry-run", "dry", is_flag=True, help=say("option_dry"))
@click.option("--report", metavar="OUT", type=click.File("wb", lazy=True), help=say("option_report"))
def import_roll(file: Any, code: str, report: Any, strict: bool, dry: bool) -> None:
    """Import a padrón into a kitchen's log."""
    kitchen = tree.kitchen_by_code(code)
    if kitchen is None:
        raise click.ClickException(say_words("federation", "kitchen_unknown", code=code))
    try:
        intake = run(kitchen.id, file, Choices(strict=strict, dry=dry))
    except Unreadable as refusal:
        reason = say_words("sheets", "unreadable", reason=refusal.reason, detail=refusal.detail)
        raise click.ClickException(say("refused_file", file=file.name, reason=reason)) from None
    except Refused as refusal:
        raise click.ClickException(say("refused", reason=str(refusal))) from None
    if report:
        doubts.report(intake.doubts, WORDS, report)
    click.echo(say("summary", intake=intake, dry=dry, shown=SHOWN, report=report.name if report else None))
    if not intake.written and not dry:
        sys.exit(1)
