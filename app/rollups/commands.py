"""`flask rollups`: follow, rebuild and print the totals."""

import click

from app.clock import is_period
from app.commandline import Commands
from app.database import reading
from app.federation.models import LEVELS as TREE
from app.places.territory import LEVELS as TERRITORY
from app.rollups import fresh, totals
from app.rollups.follow import catch_up, one_pass
from app.rollups.follow import follow as follow_on
from app.rollups.printed import printed
from app.rollups.repair_commands import rebuild_command
from app.words import say

rollups = Commands("rollups", help=say("rollups", "group"))
rollups.add_command(rebuild_command)

#: Other names by which people ask for a level of the federation's tree: first of all for its provincial organisations.
_ALSO = {"province": "provincial", "nation": "national", "kitchen": "base"}


@rollups.command("follow", help=say("rollups", "follow"))
@click.option("--once", is_flag=True, help=say("rollups", "follow_once"))
def follow(once: bool) -> None:
    """Count what is marked."""
    if not once:
        follow_on()
    elif not one_pass():
        raise click.ClickException(say("rollups", "follow_failed"))


@rollups.command("totals", help=say("rollups", "totals"))
@click.option("--level", required=True, help=say("rollups", "totals_level"))
@click.option("--by", type=click.Choice(["federation", "territory"]), help=say("rollups", "totals_by"))
@click.option("--period", required=True, help=say("rollups", "totals_period"))
@click.option("--format", "form", type=click.Choice(["csv", "json", "table"]), default="table", help=say("rollups", "totals_format"))
def print_totals(level: str, by: str | None, period: str, form: str) -> None:
    """Print a level's month."""
    if not is_period(period):
        raise click.ClickException(say("rollups", "period_unknown", period=period))
    by = by or ("territory" if level in ("nation", "department") else "federation")
    known = _ALSO.get(level, level) if by == "federation" else level
    levels = TREE if by == "federation" else TERRITORY
    if known not in levels:
        raise click.ClickException(say("rollups", "level_unknown", level=level, by=by, levels=", ".join(levels)))
    catch_up()  # what cannot be counted is logged, and told by how far the figures reach
    with reading() as connection:
        lines = (totals.level if by == "federation" else totals.places_at)(connection, known, period)
        click.echo(printed(lines, form, fresh.until(connection)))
