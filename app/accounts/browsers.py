"""The browsers in which an account is signed in: listed, ended, and forgotten when nobody needs to know of them any more."""

from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import ColumnElement, Connection, and_, delete, select

from app import clock
from app.accounts import audit
from app.accounts.models import WebSession
from app.database import reading, writing

#: A browser that nobody used for this long is signed out.
IDLE = timedelta(hours=12)
#: After so long without a sign of life a session's row says nothing that the audit trail does not.
FORGOTTEN = timedelta(days=30)


class Browser(NamedTuple):
    """A browser that is signed in. `key` names its session and opens nothing."""

    key: str
    created_at: datetime
    last_seen_at: datetime
    user_agent: str


def of(account_id: int) -> list[Browser]:
    """The browsers in which an account is signed in now, the latest seen first."""
    table = WebSession.__table__
    alive = select(table).where(_standing(account_id), table.c.last_seen_at > clock.now() - IDLE).order_by(table.c.last_seen_at.desc())
    with reading() as connection:
        return [Browser(row.token_hash.hex(), row.created_at, row.last_seen_at, row.user_agent) for row in connection.execute(alive)]


def end(account_id: int, key: str) -> None:
    """Sign an account out in one browser; safe to repeat. Raises ValueError for what is no key."""
    table, token_hash = WebSession.__table__, bytes.fromhex(key)
    with writing() as connection:
        hers = _standing(account_id) & (table.c.token_hash == token_hash)
        if connection.execute(table.update().where(hers).values(ended_at=clock.now())).rowcount:
            audit.note("session.ended", subject=f"account:{account_id}", connection=connection)


def end_all(connection: Connection, account_id: int, but: str = "") -> int:
    """Sign an account out everywhere, `but` in the browser of this key; returns in how many, and notes it when there were any."""
    table = WebSession.__table__
    others = _standing(account_id) & (table.c.token_hash != bytes.fromhex(but))
    ended = connection.execute(table.update().where(others).values(ended_at=clock.now())).rowcount
    if ended:
        audit.note("session.ended", subject=f"account:{account_id}", detail=str(ended), connection=connection)
    return ended


def forget(connection: Connection) -> None:
    """Delete what is left of anybody's old sessions; done at every sign-in."""
    connection.execute(delete(WebSession.__table__).where(WebSession.last_seen_at < clock.now() - FORGOTTEN))


def _standing(account_id: int) -> ColumnElement[bool]:
    return and_(WebSession.account_id == account_id, WebSession.ended_at.is_(None))
