"""`flask places`: the territory in the database."""

import click
from flask.cli import AppGroup

from app.places import territory
from app.words import say

places = AppGroup("places", help=say("places", "group"))


@places.command("load", help=say("places", "load"))
def load() -> None:
    """Write the territory's table into the database."""
    click.echo(say("places", "loaded", count=territory.load()))
