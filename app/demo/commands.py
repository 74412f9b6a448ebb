"""`flask demo`: an invented confederation to look at."""

import sys

import click
from flask import current_app

from app.commandline import Commands
from app.demo import confederation, rehearsal, signins
from app.federation import enrolment
from app.words import say

demo = Commands("demo", help=say("demo", "group"))


@demo.command("load", help=say("demo", "load"))
@click.option("--kitchens", type=click.IntRange(1, 13_600), default=12, show_default=True, help=say("demo", "option_kitchens"))
@click.option("--months", type=click.IntRange(1, 60), default=3, show_default=True, help=say("demo", "option_months"))
def load(kitchens: int, months: int) -> None:
    """Invent a confederation and let its phones push. Safe to repeat."""
    if current_app.config["ENVIRONMENT"] == "production":
        click.echo(say("demo", "not_in_production"), err=True)
        sys.exit(1)
    invented = confederation.found(kitchens)
    accepted = 0
    with click.progressbar(rehearsal.rehearse(invented, months), length=kitchens, file=sys.stderr) as progress:
        for count in progress:
            accepted += count
    click.echo(say("demo", "loaded", kitchens=kitchens, months=months, operations=accepted))


@demo.command("start", help=say("demo", "start"))
@click.pass_context
def start(context: click.Context) -> None:
    """For `make run`: load the demo into a new database, then print where to go and how to come in."""
    if confederation.is_empty():
        context.invoke(load)
    address = current_app.config["PUBLIC_URL"] or f"http://localhost:{current_app.config['PORT']}"
    kitchen = confederation.found(1)[0]
    code = enrolment.invite(kitchen.id, "system")
    passwords = signins.made()
    click.echo(say("demo", "welcome", address=address, kitchen=kitchen.name, code=code, passwords=passwords))
