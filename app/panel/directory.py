"""The kitchens that somebody may see, and their list, searched without minding accents or capitals."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, func, select
from sqlalchemy.orm import aliased

from app.accounts import scope
from app.accounts.models import Account
from app.database import db
from app.federation import tree
from app.federation.models import Device, Kitchen, Unit
from app.places.models import Place
from app.words import plain

PER_PAGE = 50


@dataclass(frozen=True)
class Entry:
    """A kitchen as the list shows it, with the unit right above it."""

    id: int
    code: str
    name: str
    kind: str
    district: str
    above: str


@dataclass(frozen=True)
class Found:
    """A page of the list, how many there are in all, and when each kitchen's phones were last heard (UTC)."""

    entries: list[Entry]
    total: int
    page: int
    pages: int
    heard: dict[int, datetime]


def find(account: Account, text: str, page: int) -> Found:
    """The kitchens of today's tree whose code, name or district has every word of `text`; `page` counts from 1."""
    words = plain(text).split()
    fitting = [entry for entry in _all(account) if all(word in plain(f"{entry.code} {entry.name} {entry.district}") for word in words)]
    fitting.sort(key=lambda entry: (plain(entry.name), entry.code))
    pages = max(1, -(-len(fitting) // PER_PAGE))
    page = min(max(1, page), pages)
    shown = fitting[(page - 1) * PER_PAGE : page * PER_PAGE]
    return Found(shown, len(fitting), page, pages, heard({entry.id for entry in shown}))


def hers(account: Account) -> Select[int]:
    """The ids of the kitchens that she may see today, as a query to be used inside another."""
    every = select(Kitchen.id)
    return every if scope.sees_everything(account) else every.where(Kitchen.id.in_(tree.under(account.unit_id, scope.current_period())))


def named(kitchen_ids: Collection[int]) -> list[Unit]:
    """The units of some kitchens, by name, without minding accents."""
    found = db.session.scalars(select(Unit).where(Unit.id.in_(kitchen_ids)))
    return sorted(found, key=lambda unit: (plain(unit.name), unit.code))


def heard(kitchen_ids: set[int]) -> dict[int, datetime]:
    """When a phone of each kitchen last knocked (UTC); kitchens never heard of are left out."""
    latest = select(Device.kitchen_id, func.max(Device.last_seen_at)).where(Device.kitchen_id.in_(kitchen_ids))
    return {kitchen: at for kitchen, at in db.session.execute(latest.group_by(Device.kitchen_id)) if at is not None}


def _all(account: Account) -> list[Entry]:
    period = scope.current_period()
    pairs, above = tree.memberships(period).subquery(), aliased(Unit)
    columns = select(Unit.id, Unit.code, Unit.name, Kitchen.kind, Place.name, above.name).join(Kitchen, Kitchen.id == Unit.id)
    joined = columns.outerjoin(Place, Place.ubigeo == Kitchen.ubigeo).outerjoin(pairs, pairs.c.unit_id == Unit.id)
    joined = joined.outerjoin(above, above.id == pairs.c.parent_id)
    rows = db.session.execute(joined.where(Unit.id.in_(hers(account))))
    return [Entry(row[0], row[1], row[2], row[3], row[4] or "", row[5] or "") for row in rows]
