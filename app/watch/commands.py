"""`flask diagnose`: is this installation well? Exit status 0 when it is, 1 when something is ill."""

import json
import sys
from dataclasses import asdict

import click
from flask.cli import with_appcontext

from app.watch import checks
from app.words import say


@click.command("diagnose", help=say("watch", "diagnose"))
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table", show_default=True, help=say("watch", "format"))
@with_appcontext
def diagnose(form: str) -> None:
    """Run every check and print what it found."""
    found = list(checks.run())
    if form == "json":
        click.echo(json.dumps([asdict(one) for one in found]))
    else:
        for one in found:
            click.echo(f"{say('watch', 'state', name=one.state):<8} {say('watch', one.name, state=one.state, **one.values)}")
    sys.exit(any(one.state == "ill" for one in found))
