"""`flask partitions`: which months lie where, making those to come, moving old ones to other storage."""

import click

from app.clock import is_period
from app.commandline import Commands
from app.partitions import moving
from app.partitions.ahead import make
from app.words import number, say

partitions = Commands("partitions", help=say("partitions", "group"))

MEGABYTE = 1_000_000


@partitions.command("list", help=say("partitions", "list"))
def list_partitions() -> None:
    """One partition a line: its name, its storage, its size."""
    for one in moving.every():
        click.echo(say("partitions", "listed", name=one.name, tablespace=one.tablespace, megabytes=number(one.bytes // MEGABYTE)))


@partitions.command("make", help=say("partitions", "make"))
def make_partitions() -> None:
    """What the process beside the server does each hour."""
    made = make()
    for name in made:
        click.echo(name)
    click.echo(say("partitions", "made", count=len(made)))


@partitions.command("move", help=say("partitions", "move"))
@click.option("--before", required=True, help=say("partitions", "move_before"))
@click.option("--tablespace", required=True, help=say("partitions", "move_tablespace"))
def move_partitions(before: str, tablespace: str) -> None:
    """Month by month, so that it can be cut anywhere and repeated."""
    if not is_period(before):
        raise click.ClickException(say("partitions", "period_unknown", period=before))
    if not moving.is_storage(tablespace):
        raise click.ClickException(say("partitions", "tablespace_unknown", name=tablespace))
    found = moving.before(before, tablespace)
    for one in found:
        moving.move(one, tablespace)
        click.echo(say("partitions", "listed", name=one.name, tablespace=tablespace, megabytes=number(one.bytes // MEGABYTE)))
    click.echo(say("partitions", "moved", count=len(found)))
