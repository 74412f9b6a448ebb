"""A kitchen's padrón as it was handed in, and how far today's is from it. Reads, never writes; `people` is where names are opened.

with reading() as connection:
    handed = padron.handed_in(connection, kitchen_id)            # None: it has not been handed in
    padron.people(connection, kitchen_id, handed.members)        # by name, without those who object to being listed
"""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, select

from app import clock
from app.books.notebook.models import HandedInRoll
from app.books.roll.models import Beneficiary
from app.rollups import facts
from app.rollups import people as roll
from app.seal import open_json
from app.words import plain


@dataclass(frozen=True)
class HandedIn:
    """A handing-in that stands: its Lima date, how many people the phone saw, and the ids of those on the roll then and today."""

    on: date
    count: int | None
    members: frozenset[str]
    today: frozenset[str]

    @property
    def joined(self) -> int:
        """How many are on the roll today who were not on it then."""
        return len(self.today - self.members)

    @property
    def left(self) -> int:
        """How many were on the roll then and are not today."""
        return len(self.members - self.today)


@dataclass(frozen=True)
class Comensal:
    """A person of a roll by name; `document` is its type's code and number."""

    id: str
    names: str
    surnames: str
    document: tuple[str, str]
    type: str
    joined_on: date | None
    left_on: date | None


def handings(connection: Connection, kitchen_id: int) -> list[Any]:
    """Every handing-in that stands (its `on`, `count` and `seq`), the one that counts first."""
    table = HandedInRoll.__table__
    mine = (table.c.kitchen_id == kitchen_id) & table.c.undone_seq.is_(None)
    return list(connection.execute(select(table).where(mine).order_by(table.c.on.desc(), table.c.seq.desc())))


def handed_in(connection: Connection, kitchen_id: int) -> HandedIn | None:
    """The padrón as it was last handed in: who was on it that day, as far as the notebook knew when it was handed in."""
    standing = next(iter(handings(connection, kitchen_id)), None)
    if standing is None:
        return None
    acts = facts.roll_acts(connection, kitchen_id)
    then, today = roll.members(acts, standing.on, standing.seq), roll.members(acts, clock.lima_today(), None)
    return HandedIn(standing.on, standing.count, frozenset(then), frozenset(today))


def on_roll_today(connection: Connection, kitchen_id: int) -> int:
    """How many people are on the roll today."""
    return len(roll.members(facts.roll_acts(connection, kitchen_id), clock.lima_today(), None))


def people(connection: Connection, kitchen_id: int, ids: Collection[str], text: str = "") -> list[Comensal]:
    """Those of these people who can be named, by surname; `text`: only who has every word of it in her name or document."""
    table, words = Beneficiary.__table__, plain(text).split()
    here = (table.c.kitchen_id == kitchen_id) & table.c.sealed.is_not(None) & table.c.objected_on.is_(None)
    found = [_comensal(row) for row in connection.execute(select(table).where(here)) if row.id in ids]
    fitting = [one for one in found if all(word in plain(f"{one.names} {one.surnames} {one.document[1]}") for word in words)]
    return sorted(fitting, key=lambda one: (plain(one.surnames), plain(one.names), one.id))


def unlisted(connection: Connection, kitchen_id: int, ids: Collection[str]) -> int:
    """How many of these people are counted and not named: they object to being listed, or were erased."""
    table = Beneficiary.__table__
    unnamed = table.c.sealed.is_(None) | table.c.objected_on.is_not(None)
    return len(set(ids) & set(connection.scalars(select(table.c.id).where(table.c.kitchen_id == kitchen_id, unnamed))))


def by_document(connection: Connection, kitchen_id: int, number: str) -> list[Comensal]:
    """Who has exactly this document, on the roll or not, also if she objects to being listed: it is she who asks."""
    table = Beneficiary.__table__
    here = (table.c.kitchen_id == kitchen_id) & table.c.sealed.is_not(None)
    found = [_comensal(row) for row in connection.execute(select(table).where(here))]
    return [one for one in found if number and plain(one.document[1]) == plain(number)]


def twice(connection: Connection, kitchen_id: int) -> set[str]:
    """The documents that more than one person on today's roll has: likely the same person (docs/sync.md)."""
    table = Beneficiary.__table__
    on_roll = table.c.sealed.is_not(None) & table.c.hidden.is_(False) & table.c.left_on.is_(None)
    rows = connection.execute(select(table).where(table.c.kitchen_id == kitchen_id, on_roll))
    held = Counter(_comensal(row).document[1] for row in rows)
    return {number for number, people in held.items() if number and people > 1}


def _comensal(row: Any) -> Comensal:
    said = open_json(row.sealed, f"beneficiary/{row.kitchen_id}/{row.id}")["values"]
    surnames = " ".join(said[name] for name in ("paternal", "maternal") if said.get(name))
    document = (said.get("doc_type") or "", said.get("doc_number") or "")
    return Comensal(row.id, said.get("names") or "", surnames, document, row.type or "", row.joined_on, row.left_on)
