"""The incident log: what happened to people's data, what was done about it, and how long is left to tell the authority.

The law gives 48 hours (templates/accounts/law.html has its words and their sources). Nothing that was written down is changed or
deleted: what is known later is another entry.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import Connection, select

from app import clock, seal
from app.accounts import audit
from app.accounts.models import Account, Incident, IncidentEntry
from app.database import reading, writing

#: What an entry is: the first one, later news, that the authority was told, that the people were told.
STEPS = ("opened", "followed", "authority_told", "people_told")
#: What is asked, by step: `what` happened, which `data`, what was `done`.
FIELDS = {"opened": ("what", "data", "done"), "followed": ("done",), "authority_told": ("done",), "people_told": ("done",)}
#: From its discovery until the authority is told (DS 016-2024-JUS).
WITHIN = timedelta(hours=48)
LONGEST = 2000
MOST_PEOPLE = 40_000_000


class Refused(ValueError):
    """What cannot be written down; the message names its words in templates/panel/incidents_words.html."""


class Entry(NamedTuple):
    """One entry, opened: `words` by field; `told_at` (UTC) of the two steps that tell somebody."""

    kind: str
    recorded_at: datetime
    by: str
    told_at: datetime | None
    people: int | None
    words: dict[str, str]


@dataclass(frozen=True)
class Told:
    """An incident with all its entries, the oldest first."""

    id: int
    discovered_at: datetime
    entries: list[Entry]

    @property
    def due_at(self) -> datetime:
        """Until when the authority is to be told."""
        return self.discovered_at + WITHIN

    @property
    def authority_told_at(self) -> datetime | None:
        """When the authority was first told."""
        return min((entry.told_at for entry in self.entries if entry.kind == "authority_told" and entry.told_at), default=None)

    @property
    def people_told_at(self) -> datetime | None:
        """When the people were first told."""
        return min((entry.told_at for entry in self.entries if entry.kind == "people_told" and entry.told_at), default=None)

    @property
    def people(self) -> int | None:
        """How many people it touches, by the latest entry that says so."""
        return next((entry.people for entry in reversed(self.entries) if entry.people is not None), None)

    def left(self, now: datetime) -> timedelta:
        """How much of the 48 hours is left, less than nothing when they have passed; once the authority was told, how it stood then."""
        return self.due_at - (self.authority_told_at or now)


def record(account_id: int, discovered_at: datetime | None, words: dict[str, str], people: int | None) -> int:
    """Write down an incident and return its number; the same one twice (a form sent again) is once. Raises `Refused`."""
    if discovered_at is None or discovered_at > clock.now():
        raise Refused("discovered_odd")
    row = _row(account_id, "opened", words, people, None)
    with writing() as connection:
        if (again := _again(connection, discovered_at, row)) is not None:
            return again
        new = Incident.__table__.insert().values(discovered_at=discovered_at, recorded_at=clock.now()).returning(Incident.id)
        number: int = connection.execute(new).scalar_one()
        _add(connection, number, row)
        audit.note("incident.recorded", subject=f"incident:{number}", account_id=account_id, connection=connection)
    return number


def follow(number: int, account_id: int, kind: str, words: dict[str, str], people: int | None, told_at: datetime | None) -> None:
    """Add an entry to an incident. Raises `Refused`."""
    incident = find(number)
    if incident is None or kind not in STEPS[1:]:
        raise Refused("step_unknown")
    if kind != "followed" and (told_at is None or not incident.discovered_at <= told_at <= clock.now()):
        raise Refused("told_odd")
    row = _row(account_id, kind, words, people, told_at if kind != "followed" else None)
    latest = incident.entries[-1]
    if (latest.kind, latest.told_at, latest.people, latest.words) == (kind, row["told_at"], people, row["words"]):
        return  # the form was sent twice
    with writing() as connection:
        _add(connection, number, row)
        audit.note("incident.followed", subject=f"incident:{number}", detail=kind, account_id=account_id, connection=connection)


def find(number: int) -> Told | None:
    """The incident with this number."""
    return next(iter(every(number)), None)


def every(number: int | None = None) -> list[Told]:
    """All incidents, or the one with this number; the latest discovered first. There are few."""
    wanted = select(Incident.id, Incident.discovered_at).order_by(Incident.discovered_at.desc(), Incident.id.desc())
    with reading() as connection:
        rows = connection.execute(wanted if number is None else wanted.where(Incident.id == number)).all()
        return [Told(row.id, clock.utc(row.discovered_at), _entries(connection, row.id)) for row in rows]


def _row(account_id: int, kind: str, words: dict[str, str], people: int | None, told_at: datetime | None) -> dict[str, Any]:
    said = {field: words.get(field, "").strip() for field in FIELDS[kind]}
    if any(len(text) > LONGEST for text in said.values()):
        raise Refused("words_long")
    if not said[FIELDS[kind][0]]:
        raise Refused("words_missing")
    if people is not None and not 0 <= people <= MOST_PEOPLE:
        raise Refused("people_odd")
    return {"account_id": account_id, "kind": kind, "told_at": told_at, "people": people, "words": said, "recorded_at": clock.now()}


def _add(connection: Connection, number: int, row: dict[str, Any]) -> None:
    sealed = seal.seal_json(row["words"], _context(number))
    connection.execute(IncidentEntry.__table__.insert(), [row | {"incident_id": number, "words": sealed}])


def _again(connection: Connection, discovered_at: datetime, row: dict[str, Any]) -> int | None:
    same = select(IncidentEntry.incident_id, IncidentEntry.words).join(Incident, Incident.id == IncidentEntry.incident_id)
    same = same.where(
        Incident.discovered_at == discovered_at, IncidentEntry.kind == "opened", IncidentEntry.account_id == row["account_id"]
    )
    for number, words in connection.execute(same):
        if seal.open_json(words, _context(number)) == row["words"]:
            return number
    return None


def _entries(connection: Connection, number: int) -> list[Entry]:
    rows = select(IncidentEntry.__table__, Account.name).join(Account, Account.id == IncidentEntry.account_id)
    return [
        Entry(
            row.kind,
            clock.utc(row.recorded_at),
            row.name,
            clock.utc(row.told_at) if row.told_at else None,
            row.people,
            seal.open_json(row.words, _context(number)),
        )
        for row in connection.execute(rows.where(IncidentEntry.incident_id == number).order_by(IncidentEntry.id))
    ]


def _context(number: int) -> str:
    return f"incident/{number}"
