"""Between password and code: who has said the one and not yet the other. It is kept in the signed cookie and opens nothing by itself."""

import time

import flask

from app.accounts.models import Account
from app.database import db
from app.seal import mac

#: Seconds to find the telephone.
LIFE = 10 * 60


def begin(account: Account, wanted: str) -> None:
    """Remember who said her password, and the page she wants; what the browser carried before is forgotten."""
    flask.session.clear()
    flask.session["halfway"] = [account.id, int(time.time()) + LIFE, _password(account), wanted]


def who() -> tuple[Account, str] | None:
    """Whose code is awaited and the page she wants; None if nobody's, too late, or her account or password changed meanwhile."""
    account_id, until, password, wanted = flask.session.get("halfway") or (0, 0, "", "")
    account = db.session.get(Account, account_id) if until > time.time() else None
    if account is None or account.disabled_at is not None or password != _password(account):
        return None
    return account, wanted


def _password(account: Account) -> str:
    return mac("halfway", account.password_hash.encode()).hex()
