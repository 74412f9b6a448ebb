"""`flask federation add` and `move`: the confederation, the organisations between it and its kitchens, and who hangs from whom."""

from datetime import date

import click
from flask.cli import with_appcontext

from app import clock
from app.database import writing
from app.federation import registry, tree
from app.federation.models import LEVELS
from app.words import say

since_option = click.option("--since", metavar="YYYY-MM", help=say("federation", "since"))


@click.command("add", help=say("federation", "add"))
@click.argument("code")
@click.argument("name")
@click.option("--level", required=True, type=click.Choice(LEVELS[:-1]), help=say("federation", "level_above"))
@click.option("--under", metavar="CODE", help=say("federation", "under"))
@since_option
@with_appcontext
def add(code: str, name: str, level: str, under: str | None, since: str | None) -> None:
    """Add an organisation; the confederation itself, once, under nothing."""
    month = _month(since)
    try:
        if level == LEVELS[0] and tree.root() is not None:
            raise registry.Refused("root_taken")
        with writing() as connection:
            registry.add_unit(connection, code[:40], name[:160], level, under, month)
    except registry.Refused as refused:
        raise _refusal(refused, code, *([under] if under else [])) from None
    click.echo(say("federation", "added", code=code[:40], name=name[:160]))


@click.command("move", help=say("federation", "move"))
@click.argument("codes", nargs=-1, required=True)
@click.option("--under", required=True, metavar="CODE", help=say("federation", "under"))
@since_option
@with_appcontext
def move(codes: tuple[str, ...], under: str, since: str | None) -> None:
    """Hang organisations or kitchens from another organisation: all that are named, or none."""
    month = _month(since)
    with writing() as connection:
        for code in codes:
            try:
                registry.move(connection, code, under, month)
            except registry.Refused as refused:
                raise _refusal(refused, code, code, under) from None
    click.echo(say("federation", "moved", codes=", ".join(codes), under=under))


def _month(since: str | None) -> date:
    """The first of the month that was named; of this one, if none was."""
    if since is not None and not clock.is_period(since):
        raise click.ClickException(say("federation/importing", "since_malformed", since=since))
    return clock.first_day(since or clock.period_of(clock.lima_today()))


def _refusal(refused: registry.Refused, code: str, *must_be: str) -> click.ClickException:
    """Why not, in words; of the codes that `must_be` there it names the one that is not."""
    missing = next((one for one in must_be if tree.by_code(one) is None), code)
    reason = str(refused)
    return click.ClickException(say("federation", "refused", reason=reason, code=missing if reason == "unit_unknown" else code))
