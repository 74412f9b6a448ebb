"""Who takes a file, in the words that stand in it."""

from sqlalchemy import Connection, select

from app.accounts.models import Account
from app.words import say


def named(connection: Connection, taken_by: str) -> str:
    """`Rosa Quispe (rosa)` of `account:3`; who works at the server is called by the system's name for her."""
    kind, _, who = taken_by.partition(":")
    if kind != "account":
        return say("reports", "taker_at_the_server", user=who)
    account = connection.execute(select(Account.name, Account.username).where(Account.id == int(who))).one()
    return f"{account.name} ({account.username})"
