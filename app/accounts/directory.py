"""The list of accounts as an administrator sees it, searched without minding accents or capitals."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import func, select

from app.accounts import roster
from app.accounts.models import Account, SecondFactor, WebSession
from app.database import reading
from app.federation.models import Unit
from app.words import plain

PER_PAGE = 50
STATES = ("open", "closed")


class Entry(NamedTuple):
    """An account with its unit, whether it has a second factor, and when it was last seen (UTC; only as far back as sessions are kept)."""

    account: Account
    unit: Unit
    factor: bool
    seen_at: datetime | None


class Found(NamedTuple):
    """A page of the list, and how many there are in all."""

    entries: list[Entry]
    total: int
    page: int
    pages: int


def find(text: str, role: str | None, state: str | None, page: int) -> Found:
    """The accounts whose name, username or unit has every word of `text`, by name; `state` is one of STATES; `page` counts from 1."""
    words = plain(text).split()
    fitting = [
        (account, unit)
        for account, unit in roster.everybody()
        if (role is None or account.role == role)
        and (state is None or (account.disabled_at is None) == (state == "open"))
        and all(word in plain(f"{account.name} {account.username} {unit.name} {unit.code}") for word in words)
    ]
    fitting.sort(key=lambda one: (plain(one[0].name), one[0].username))
    pages = max(1, -(-len(fitting) // PER_PAGE))
    page = min(max(1, page), pages)
    shown = fitting[(page - 1) * PER_PAGE : page * PER_PAGE]
    return Found(_with_more(shown), len(fitting), page, pages)


def _with_more(shown: list[tuple[Account, Unit]]) -> list[Entry]:
    ids = [account.id for account, _ in shown]
    latest = select(WebSession.account_id, func.max(WebSession.last_seen_at).label("latest")).where(WebSession.account_id.in_(ids))
    confirmed = select(SecondFactor.account_id).where(SecondFactor.account_id.in_(ids), SecondFactor.confirmed_at.is_not(None))
    with reading() as connection:
        seen = {row.account_id: row.latest for row in connection.execute(latest.group_by(WebSession.account_id))}
        factors = set(connection.scalars(confirmed))
    return [Entry(account, unit, account.id in factors, seen.get(account.id)) for account, unit in shown]
