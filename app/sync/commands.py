"""`flask held`, `flask inbox` and `flask people`."""

import sys

import click

from app import clock
from app.accounts import audit
from app.commandline import Commands
from app.federation import tree
from app.sync import inbox as sealed_bodies
from app.sync import settle
from app.sync.append import append
from app.sync.caused import caused_id
from app.words import say

held = Commands("held", help=say("sync", "held_group"))
inbox = Commands("inbox", help=say("sync", "inbox_group"))
people = Commands("people", help=say("sync", "people_group"))


@held.command("retry", help=say("sync", "retry"))
def retry() -> None:
    """Judge everything that waits again."""
    tried, accepted = settle.retry()
    click.echo(say("sync", "retried", tried=tried, accepted=accepted))


@inbox.command("open", help=say("sync", "inbox_open"))
def open_inbox() -> None:
    """Try to open everything in the inbox that is not opened yet."""
    opened = sealed_bodies.open_again()
    counts = {"operations": sum(body.operations for body in opened), "unreadable": sum(body.unreadable for body in opened)}
    click.echo(say("sync", "inbox_opened", bodies=len(opened), **counts))


@people.command("erase", help=say("sync", "erase"))
@click.option("--kitchen", required=True, help=say("sync", "option_kitchen"))
@click.option("--person", required=True, help=say("sync", "option_person"))
def erase(kitchen: str, person: str) -> None:
    """Erase a person from a kitchen's log."""
    found = tree.kitchen_by_code(kitchen)
    if found is None:
        click.echo(say("sync", "kitchen_unknown", code=kitchen), err=True)
        sys.exit(1)
    now = clock.now()
    operation = {
        "id": caused_id("person.erased", found.id, person),
        "kind": "person.erased",
        "v": 1,
        "on": clock.lima_today().isoformat(),
        "by": "system",
        "at": int(now.timestamp()),
        "data": {"person": person},
    }
    answer = append(found.id, [operation])[0]
    if answer.answer == "held":
        click.echo(say("sync", "person_malformed", person=person), err=True)
        sys.exit(1)
    audit.note("person.erased", kitchen_id=found.id, subject=person)
    click.echo(say("sync", "erased", person=person))
