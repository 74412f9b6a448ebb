"""`flask devices`: inviting phones to a kitchen, listing them, and taking their right away."""

import json

import click

from app.commandline import Commands
from app.federation import devices as phones
from app.federation import invitations, tree
from app.federation.models import Kitchen
from app.words import say

#: Who did it, when nobody is signed in: the command line has no account.
BY = "system"

devices = Commands("devices", help=say("federation", "devices"))
kitchen_option = click.option("--kitchen", "code", required=True, metavar="CODE", help=say("federation", "kitchen_option"))


@devices.command("invite", help=say("federation", "invite"))
@kitchen_option
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True, help=say("federation", "format"))
def invite(code: str, form: str) -> None:
    """Make a one-time invitation for a phone of a kitchen."""
    made = invitations.make(_kitchen(code).id, BY)
    if form == "json":
        click.echo(json.dumps({"kitchen": code, "code": made.code, "link": made.link, "expires_at": made.expires_at.isoformat()}))
    else:
        click.echo(say("federation", "invited", kitchen=code, made=made))


@devices.command("list", help=say("federation", "devices_list"))
@kitchen_option
def listing(code: str) -> None:
    """One phone of a kitchen a line, newest first."""
    found = phones.of_kitchen(_kitchen(code).id)
    for device in found:
        click.echo(say("federation", "device", device=device))
    if not found:
        click.echo(say("federation", "no_devices", kitchen=code), err=True)


@devices.command("revoke", help=say("federation", "revoke"))
@click.argument("device_id", metavar="DEVICE")
def revoke(device_id: str) -> None:
    """Take a phone's right away."""
    if phones.by_id(device_id) is None:
        raise click.ClickException(say("federation", "device_unknown", device=device_id))
    phones.revoke(device_id, BY)
    click.echo(say("federation", "revoked", device=device_id))


def _kitchen(code: str) -> Kitchen:
    kitchen = tree.kitchen_by_code(code)
    if kitchen is None:
        raise click.ClickException(say("federation", "kitchen_unknown", code=code))
    return kitchen
