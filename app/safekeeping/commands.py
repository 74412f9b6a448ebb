"""`flask backup` and `flask restore`."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

import click
import psycopg
from flask.cli import with_appcontext
from sqlalchemy.exc import SQLAlchemyError

from app.commandline import Commands
from app.safekeeping import backup as backups
from app.safekeeping import restore, shelf
from app.safekeeping.refused import Refused
from app.words import say


@contextmanager
def _told() -> Iterator[None]:
    """A refusal, a full disk and a database that does not answer are told in words that say what to do."""
    try:
        with shelf.alone():
            yield
    except Refused as refused:
        raise click.ClickException(say("safekeeping", "refused", reason=refused.reason, **refused.values)) from None
    except (OSError, sqlite3.Error, psycopg.Error, SQLAlchemyError) as error:
        said = str(getattr(error, "orig", None) or error).splitlines()[0]
        raise click.ClickException(say("safekeeping", "refused", reason="failed", said=said)) from error


@click.group("backup", cls=Commands, invoke_without_command=True, help=say("safekeeping", "backup"))
@click.option("--keep", type=click.IntRange(min=1), metavar="N", help=say("safekeeping", "option_keep"))
@click.pass_context
@with_appcontext
def backup(context: click.Context, keep: int | None) -> None:
    """Take a backup, prove it, and throw away the old ones."""
    if context.invoked_subcommand:
        return
    with _told():
        made, manifest = backups.make()
        click.echo(say("safekeeping", "made", made=made, contents=manifest.contents))
        for name in shelf.clear(keep) if keep else []:
            click.echo(say("safekeeping", "cleared", name=name))


@backup.command("list", help=say("safekeeping", "list"))
@click.option(
    "--format", "form", type=click.Choice(["table", "json"]), default="table", show_default=True, help=say("safekeeping", "format")
)
def listing(form: str) -> None:
    """One backup a line, newest first."""
    found = shelf.good()
    if form == "json":
        heads = ("name", "made_at", "system", "migration")
        click.echo(json.dumps([{name: getattr(one.head, name) for name in heads} | {"bytes": one.size} for one in found]))
        return
    for one in found:
        click.echo(say("safekeeping", "one", one=one))
    if not found:
        click.echo(say("safekeeping", "nothing", folder=str(shelf.folder())), err=True)


@backup.command("verify", help=say("safekeeping", "verify"))
@click.argument("name", metavar="FILE", default="")
def verify(name: str) -> None:
    """Restore a backup into a scratch database and compare."""
    with _told():
        found = shelf.find(name)
        with backups.proved(found.file) as restored:
            click.echo(say("safekeeping", "verified", made=found, contents=restored.manifest.contents))


@click.command("restore", help=say("safekeeping", "restore"))
@click.argument("name", metavar="FILE")
@click.option("--replace", is_flag=True, help=say("safekeeping", "option_replace"))
@click.option("--older", is_flag=True, help=say("safekeeping", "option_older"))
@with_appcontext
def restore_command(name: str, replace: bool, older: bool) -> None:
    """Put a backup where the database is."""
    with _told():
        done = restore.restore(name, replace, older)
    click.echo(say("safekeeping", "restored", made=done.backup, contents=done.manifest.contents, epoch=done.epoch, kept=done.kept))
