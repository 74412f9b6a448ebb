"""`flask places`: the territory in the database."""

import click

from app.commandline import Commands
from app.places import territory
from app.words import say

places = Commands("places", help=say("places", "group"))


@places.command("load", help=say("places", "load"))
def load() -> None:
    """Write the territory's table into the database."""
    click.echo(say("places", "loaded", count=territory.load()))
