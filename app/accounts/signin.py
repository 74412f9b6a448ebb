"""The sign-in: a name, a password, and how often one may try."""

from dataclasses import dataclass

from app.accounts import passwords, roster
from app.accounts.models import Account
from app.database import writing
from app.federation import attempts

#: Ten tries in a quarter of an hour, counted per account and not per address: a whole province can share one address.
TRIES = 10
SECONDS = 15 * 60


@dataclass(frozen=True)
class Answer:
    """The account; or none, and for how many seconds to wait before trying again (0: at once)."""

    account: Account | None
    wait: int = 0


def sign_in(username: str, password: str) -> Answer:
    """Whose name and password these are. An unknown name, a closed account and a wrong password are told apart by nothing."""
    if wait := attempts.too_many("sign-in", username.strip().lower(), TRIES, SECONDS):
        return Answer(None, wait)
    account = roster.by_username(username)
    open_account = account if account and account.disabled_at is None else None
    if not passwords.fits(open_account.password_hash if open_account else None, password):
        return Answer(None)
    assert open_account is not None  # without an account no password fits
    if passwords.outdated(open_account.password_hash):
        _keep_anew(open_account.id, password)
    return Answer(open_account)


def _keep_anew(account_id: int, password: str) -> None:
    table = Account.__table__
    with writing() as connection:
        connection.execute(table.update().where(table.c.id == account_id).values(password_hash=passwords.kept(password)))
