"""The sign-in: a name, a password, and how often one may try."""

from dataclasses import dataclass

from app.accounts import passwords, roster
from app.accounts.models import Account
from app.database import writing
from app.federation import attempts

#: Ten tries in a quarter of an hour, counted per account and not per address: a whole province can share one address.
TRIES = 10


@dataclass(frozen=True)
class Answer:
    """The account; or none, and for how many seconds to wait before trying again (0: at once)."""

    account: Account | None
    wait: int = 0


def sign_in(username: str, password: str) -> Answer:
    """Whose name and password these are. An unknown name, a closed account and a wrong password are told apart by nothing."""
    if wait := attempts.too_many("sign-in", username.strip().lower(), TRIES):
        return Answer(None, wait)
    account = roster.by_username(username)
    # The hash is asked also where there is no account, so that time does not tell who has one.
    known = passwords.fits(account.password_hash if account else None, password)
    if account is None or not known or account.disabled_at is not None:
        return Answer(None)
    if passwords.outdated(account.password_hash):
        _keep_anew(account.id, password)
    return Answer(account)


def _keep_anew(account_id: int, password: str) -> None:
    table = Account.__table__
    with writing() as connection:
        connection.execute(table.update().where(table.c.id == account_id).values(password_hash=passwords.kept(password)))
