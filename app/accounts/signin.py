"""The sign-in: a name and a password; for whoever has one, the second factor comes after."""

from dataclasses import dataclass

from app.accounts import audit, browsers, passwords, roster, tries
from app.accounts.models import Account
from app.database import writing
from app.federation import attempts

#: How often the password may be asked again of who is signed in already, in a quarter of an hour.
AGAIN = 10


@dataclass(frozen=True)
class Answer:
    """The account; or none, and for how many seconds to wait before trying again (0: at once)."""

    account: Account | None
    wait: int = 0


def sign_in(username: str, password: str, browser: tries.Browser) -> Answer:
    """Whose name and password these are. An unknown name, a closed account and a wrong password are told apart by nothing."""
    username = roster.plain(username)
    wait, account = tries.too_many(username, browser), roster.by_username(username)
    if wait:
        return _refused("session.locked", account, wait)
    # The hash is asked also where there is no account, so that time does not tell who has one.
    known = passwords.fits(account.password_hash if account else None, password)
    if account is None or not known or account.disabled_at is not None:
        return _refused("session.refused", account)
    tries.forgive(username, browser)
    if passwords.outdated(account.password_hash):
        _keep(account.id, password)
    return Answer(account)


def is_hers(account: Account, password: str) -> Answer:
    """Whether it is her password, asked again before she changes how she signs in: a browser left open must not be enough."""
    if wait := attempts.too_many("password-again", str(account.id), AGAIN):
        return _refused("session.locked", account, wait)
    if not passwords.fits(account.password_hash, password):
        return _refused("session.refused", account)
    attempts.forgive("password-again", str(account.id))
    return Answer(account)


def change(account: Account, password: str, here: str) -> None:
    """Give an account another password and sign it out but in the browser with the key `here`. Raises `roster.Refused`."""
    if refusal := passwords.refusal(password, account.username):
        raise roster.Refused(refusal)
    _keep(account.id, password)
    with writing() as connection:
        audit.note("account.password_set", subject=f"account:{account.id}", connection=connection)
        browsers.end_all(connection, account.id, but=here)


def _refused(kind: str, account: Account | None, wait: int = 0) -> Answer:
    # Of a name that nobody has nothing is noted (people type passwords there), and a lock only once: strangers must not fill the disk.
    if account is not None and not (wait and attempts.too_many("locked-noted", str(account.id), 1)):
        audit.note(kind, subject=f"account:{account.id}")
    return Answer(None, wait)


def _keep(account_id: int, password: str) -> None:
    table = Account.__table__
    with writing() as connection:
        connection.execute(table.update().where(table.c.id == account_id).values(password_hash=passwords.kept(password)))
