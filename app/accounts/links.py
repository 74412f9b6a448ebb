"""One-time links: the only way to a first password or a new one. An administrator hands them over; nobody types another's password."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, select

from app import clock
from app.accounts import audit, browsers, passwords
from app.accounts.models import Account, OneTimeLink
from app.accounts.roster import Refused
from app.accounts.sessions import digest
from app.database import db, writing
from app.federation.invitations import outside

LIFE = timedelta(hours=48)


@dataclass(frozen=True)
class Made:
    """A new link and when it stops working (UTC). It is shown once: afterwards nobody knows it."""

    link: str
    expires_at: datetime


def make(account_id: int) -> Made:
    """Make a link for an account; the ones from before open nothing any more. Raises `Refused` for a closed account."""
    token, at, table = secrets.token_urlsafe(32), clock.now(), OneTimeLink.__table__
    row = {"token_hash": digest(token), "account_id": account_id, "made_at": at, "expires_at": at + LIFE}
    with writing() as connection:
        if connection.scalar(select(Account.id).where(Account.id == account_id, Account.disabled_at.is_(None))) is None:
            raise Refused("account_closed")
        earlier = (table.c.account_id == account_id) & table.c.used_at.is_(None) & (table.c.expires_at > at)
        connection.execute(table.update().where(earlier).values(expires_at=at))
        connection.execute(table.insert(), [row])
        audit.note("account.link_made", subject=f"account:{account_id}", connection=connection)
    return Made(f"{outside()}/panel/es/clave/{token}", at + LIFE)


def look(token: str) -> Account | None:
    """Whose link this is, without spending it (WhatsApp looks at links before people do); None if it opens nothing."""
    standing = select(Account).join(OneTimeLink, OneTimeLink.account_id == Account.id)
    return db.session.scalar(standing.where(_unspent(token), Account.disabled_at.is_(None)))


def spend(token: str, password: str) -> None:
    """Give the link's account this password and end all its sessions. Raises `Refused`; a refused password spends nothing."""
    account = look(token)
    if account is None:
        raise Refused("link_spent")
    if refusal := passwords.refusal(password, account.username):
        raise Refused(refusal)
    account_id, kept = account.id, passwords.kept(password)
    with writing() as connection:
        # The write comes first: of two who spend it at once, the second waits here and then finds it spent.
        spent = OneTimeLink.__table__.update().where(_unspent(token)).values(used_at=clock.now())
        if not connection.execute(spent).rowcount:
            raise Refused("link_spent")
        connection.execute(Account.__table__.update().where(Account.id == account_id).values(password_hash=kept))
        audit.note("account.password_set", account_id=account_id, subject=f"account:{account_id}", connection=connection)
        browsers.end_all(connection, account_id)


def _unspent(token: str) -> ColumnElement[bool]:
    return and_(OneTimeLink.token_hash == digest(token), OneTimeLink.used_at.is_(None), OneTimeLink.expires_at > clock.now())
