"""Who is signed in in which browser. The cookie carries a token of 256 random bits; the table, its hash and when it was last used."""

import hashlib
import secrets
from datetime import timedelta

import flask
from flask import Flask
from flask_login import LoginManager, UserMixin, current_user, login_user, logout_user
from sqlalchemy import select

from app import clock
from app.accounts import audit, browsers
from app.accounts.browsers import IDLE
from app.accounts.models import Account, WebSession
from app.database import db, reading, writing

#: How exactly *last seen* is kept: a write for each page would cost more than it tells.
SEEN_EVERY = timedelta(minutes=5)


class Visitor(UserMixin):
    """Somebody signed in, as Flask-Login knows her: her account, and the token that is her session's name."""

    def __init__(self, account: Account, token: str) -> None:
        self.account = account
        self.token = token

    def get_id(self) -> str:
        """The session's token, which Flask-Login keeps in the signed cookie."""
        return self.token


def init_app(app: Flask) -> None:
    """Teach Flask-Login to find a session by its token."""
    manager = LoginManager()
    # Only the panel's pages ask who is there.
    manager.init_app(app, add_context_processor=False)
    manager.user_loader(_visitor)


def begin(account: Account, user_agent: str) -> None:
    """Sign this browser in under a new token, whatever it carried before (no session that was planted in it survives)."""
    token, at = secrets.token_urlsafe(32), clock.now()
    row = {"token_hash": digest(token), "account_id": account.id, "created_at": at, "last_seen_at": at, "user_agent": user_agent[:120]}
    with writing() as connection:
        browsers.forget(connection)
        connection.execute(WebSession.__table__.insert(), [row])
        audit.note("session.begun", account_id=account.id, connection=connection)
    flask.session.clear()
    login_user(Visitor(account, token))


def end() -> None:
    """Sign this browser out; its token opens nothing any more, also if somebody copied the cookie."""
    browsers.end(account().id, key())
    logout_user()
    flask.session.clear()


def account() -> Account:
    """Who is asking. Only for pages whose audience is signed in."""
    signed_in: Account = current_user.account
    return signed_in


def key() -> str:
    """The key of this browser's session, as in `browsers.Browser`."""
    return digest(current_user.token).hex()


def digest(token: str) -> bytes:
    """What is kept of a token. It has 256 random bits, so a plain hash is enough: no dictionary holds it."""
    return hashlib.sha256(token.encode()).digest()


def _visitor(token: str) -> Visitor | None:
    """The person of a token that was neither ended nor left idle, and whose account is open."""
    table = WebSession.__table__
    with reading() as connection:
        row = connection.execute(select(table).where(table.c.token_hash == digest(token), table.c.ended_at.is_(None))).one_or_none()
    if row is None or clock.utc(row.last_seen_at) < clock.now() - IDLE:
        return None
    found = db.session.get(Account, row.account_id)
    if found is None or found.disabled_at is not None:
        return None
    if clock.utc(row.last_seen_at) < clock.now() - SEEN_EVERY:
        with writing() as connection:
            connection.execute(table.update().where(table.c.token_hash == row.token_hash).values(last_seen_at=clock.now()))
    return Visitor(found, token)
