"""Reading the audit trail: who saw, took or changed what, the newest first, in pages."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, func, or_, select

from app import clock
from app.accounts.models import Account, AuditEntry
from app.database import reading
from app.federation.models import Unit

PER_PAGE = 50


@dataclass(frozen=True)
class Asked:
    """Which entries: of an account (what she did and what was done to it), of a kind, of Lima days from `since` through `until`."""

    account_id: int | None = None
    kind: str | None = None
    since: date | None = None
    until: date | None = None


class Entry(NamedTuple):
    """An entry with the names of those who have accounts and of the unit; people of the roll stay numbers."""

    at: datetime
    kind: str
    who: str | None
    unit: str | None
    unit_code: str | None
    subject: str | None
    about: str | None
    detail: str | None


class Found(NamedTuple):
    """A page of entries, and how many there are in all."""

    entries: list[Entry]
    total: int
    page: int
    pages: int


def find(asked: Asked, page: int) -> Found:
    """The entries asked for; `page` counts from 1."""
    conditions = _conditions(asked)
    with reading() as connection:
        total = connection.scalar(select(func.count()).select_from(AuditEntry).where(*conditions)) or 0
        pages = max(1, -(-total // PER_PAGE))
        page = min(max(1, page), pages)
        columns = select(AuditEntry.__table__, Account.name.label("who"), Unit.name.label("unit"), Unit.code.label("unit_code"))
        joined = columns.outerjoin(Account, Account.id == AuditEntry.account_id).outerjoin(Unit, Unit.id == AuditEntry.unit_id)
        newest = joined.where(*conditions).order_by(AuditEntry.id.desc()).offset((page - 1) * PER_PAGE).limit(PER_PAGE)
        rows = connection.execute(newest).all()
        names = _names(connection, rows)
    entries = [
        Entry(row.at, row.kind, row.who, row.unit, row.unit_code, row.subject, names.get(row.subject or ""), row.detail) for row in rows
    ]
    return Found(entries, total, page, pages)


def _conditions(asked: Asked) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if asked.account_id is not None:
        conditions.append(or_(AuditEntry.account_id == asked.account_id, AuditEntry.subject == f"account:{asked.account_id}"))
    if asked.kind is not None:
        conditions.append(AuditEntry.kind == asked.kind)
    if asked.since is not None:
        conditions.append(AuditEntry.at >= _begins(asked.since))
    if asked.until is not None:
        conditions.append(AuditEntry.at < _begins(asked.until + timedelta(1)))
    return conditions


def _begins(day: date) -> datetime:
    """The instant at which a Lima day begins."""
    return datetime.combine(day, time(), clock.LIMA).astimezone(UTC)


def _names(connection: Connection, rows: Any) -> dict[str, str]:
    """By subject, the names of the accounts that entries are about."""
    ids = {int(row.subject.removeprefix("account:")) for row in rows if row.subject and row.subject.startswith("account:")}
    known = connection.execute(select(Account.id, Account.name).where(Account.id.in_(ids)))
    return {f"account:{row.id}": row.name for row in known}
