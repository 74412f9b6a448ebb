"""`flask accounts`: who may sign in on the web."""

import sys
from collections.abc import Callable

import click

from app.accounts import browsers, factor, links, passwords, roster
from app.accounts.models import ROLES, Account
from app.commandline import Commands
from app.database import writing
from app.words import say

accounts = Commands("accounts", help=say("accounts", "group"))


@accounts.command("create", help=say("accounts", "create"))
@click.option("--username", required=True, help=say("accounts", "username"))
@click.option("--name", required=True, help=say("accounts", "name"))
@click.option("--role", required=True, type=click.Choice(ROLES), help=say("accounts", "role"))
@click.option("--unit", "unit_code", required=True, metavar="CODE", help=say("accounts", "unit"))
@click.option("--password-stdin", is_flag=True, help=say("accounts", "password_stdin"))
def create(username: str, name: str, role: str, unit_code: str, password_stdin: bool) -> None:
    """Make an account; a generated password is shown once and kept nowhere."""
    password = sys.stdin.readline().rstrip("\r\n") if password_stdin else passwords.invented()
    try:
        roster.create(username, name, role, unit_code, password)
    except roster.Refused as refused:
        raise click.ClickException(_why(refused, username, unit_code)) from refused
    click.echo(say("accounts", "created", username=username.strip().lower()))
    if not password_stdin:
        click.echo(say("accounts", "password_shown", password=password))


@accounts.command("list", help=say("accounts", "list"))
def listing() -> None:
    """One account a line: username, name, role, unit, and whether it is closed."""
    people = roster.everybody()
    for account, unit in people:
        state = say("accounts", "state", disabled=account.disabled_at is not None)
        click.echo(f"{account.username:<24} {account.role:<14} {unit.code:<16} {state:<8} {account.name}")
    if not people:
        click.echo(say("accounts", "nobody"), err=True)


@accounts.command("disable", help=say("accounts", "disable"))
@click.argument("username")
def disable(username: str) -> None:
    """Close an account and end its sessions."""
    _change(roster.disable, username, "disabled")


@accounts.command("enable", help=say("accounts", "enable"))
@click.argument("username")
def enable(username: str) -> None:
    """Open a closed account again."""
    _change(roster.enable, username, "enabled")


def _change(change: Callable[[str], object], username: str, changed: str) -> None:
    try:
        change(username)
    except roster.Refused as refused:
        raise click.ClickException(_why(refused, username)) from refused
    click.echo(say("accounts", changed, username=username))


@accounts.command("reset", help=say("accounts", "reset"))
@click.argument("username")
@click.option("--second-factor", is_flag=True, help=say("accounts", "reset_second_factor"))
def reset(username: str, second_factor: bool) -> None:
    """A one-time link to a new password; or the second factor taken away, and the password left alone."""
    account = _account(username)
    if second_factor:
        factor.remove(account.id)
        click.echo(say("accounts", "factor_removed", username=account.username))
        return
    try:
        made = links.make(account.id)
    except roster.Refused as refused:
        raise click.ClickException(_why(refused, username)) from refused
    click.echo(say("accounts", "link_shown", name=account.name, link=made.link, at=made.expires_at))


@accounts.command("sessions", help=say("accounts", "sessions"))
@click.argument("username")
@click.option("--end", is_flag=True, help=say("accounts", "sessions_end"))
def sessions(username: str, end: bool) -> None:
    """Where an account is signed in, one browser a line; `--end` signs it out everywhere."""
    account = _account(username)
    found = browsers.of(account.id)
    for browser in found:
        click.echo(say("accounts", "session", browser=browser))
    if not found:
        click.echo(say("accounts", "sessions_none"), err=True)
    if end:
        with writing() as connection:
            browsers.end_all(connection, account.id)
        click.echo(say("accounts", "sessions_ended", username=account.username))


def _account(username: str) -> Account:
    account = roster.by_username(username)
    if account is None:
        raise click.ClickException(_why(roster.Refused("username_unknown"), username))
    return account


def _why(refused: roster.Refused, username: str, unit_code: str = "") -> str:
    return say("accounts", "refused", reason=str(refused), username=username, unit=unit_code, shortest=passwords.SHORTEST)
