"""Erasing a person from the log: a tombstone stays, with its place and its MAC; what could name her is gone (rule 11)."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import Connection, bindparam, select

from app import clock, journal
from app.books import kinds
from app.books.declaration import Declaration
from app.rows import Many, among
from app.sync.models import Held, Operation

ERASING = [declaration.kind for declaration in kinds.DECLARATIONS if declaration.erases]

_SAID = select(Operation.subject).where(
    Operation.kitchen_id == bindparam("kitchen_id"),
    among(Operation.subject, bindparam("people", type_=Many())),
    Operation.kind.in_(ERASING),
)


def whom(declaration: type[Declaration], body: dict[str, Any]) -> str | None:
    """The person an operation erases, if it erases anybody."""
    return body["data"][declaration.erases] if declaration.erases else None


def note(kitchen_id: int, person: str, body: dict[str, Any]) -> None:
    """Write the erasure in the journal beside the database, before the database has it. Its body names nobody."""
    journal.write({"erased": person, "kitchen": kitchen_id, "operation": body, "at": clock.now().isoformat()})


def of(connection: Connection, kitchen_id: int, subjects: Collection[str]) -> set[str]:
    """Of these subjects, those whom the log says to be erased."""
    people = [subject for subject in subjects if "/" not in subject]  # a service (`2026-03-02/1`) is nobody
    return {str(found) for found in connection.scalars(_SAID, {"kitchen_id": kitchen_id, "people": people})} if people else set()


def erase(connection: Connection, kitchen_id: int, subjects: Collection[str]) -> set[str]:
    """Of these subjects, take everything personal about those that the log says were erased: also what arrives after. Returns who."""
    log, held = Operation.__table__, Held.__table__
    erased = of(connection, kitchen_id, subjects)
    if not erased:
        return erased
    rows = (log.c.kitchen_id == kitchen_id) & log.c.subject.in_(erased) & log.c.sealed.is_not(None)
    connection.execute(log.update().where(rows).values(sealed=None, erased=True))
    waiting = (held.c.kitchen_id == kitchen_id) & held.c.subject.in_(erased)
    connection.execute(held.update().where(waiting).values(sealed=None))
    return erased
