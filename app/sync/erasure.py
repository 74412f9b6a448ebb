"""Erasing a person from the log and from what is held: a tombstone stays, with its place and its MAC; what could name her is gone
(rule 11).
"""

from collections.abc import Collection, Sequence
from typing import Any

import msgspec
from sqlalchemy import Connection, bindparam, select

from app import clock, journal
from app.among import Many, among
from app.books import kinds
from app.books.declaration import Declaration
from app.seal import seal, unseal
from app.sync import log, mark
from app.sync.judge import Judged, judge
from app.sync.models import Held, Operation

#: What stands for the MAC of an erased operation that came back without its original: whatever has its id repeats it.
TOMBSTONE = b""
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


def unproved(connection: Connection, kitchen_id: int, judged: Sequence[Judged]) -> set[str | None]:
    """The ids of those that a phone calls erased (no page's mark proves it) while the log does not say so of their person."""
    asked = {o.id: str(log.subject(o.declaration, o.body)) for o in judged if o.tombstone and not o.reason and not o.told}
    erased = of(connection, kitchen_id, set(asked.values()))
    return {operation_id for operation_id, person in asked.items() if person not in erased}


def remembered(operation: Judged) -> bytes:
    """By what a repetition of what is written now will be known."""
    return TOMBSTONE if operation.tombstone else operation.mac


def erase(connection: Connection, kitchen_id: int, subjects: Collection[str]) -> set[str]:
    """Of these subjects, take everything personal about those that the log says were erased: also what arrives after. Returns who."""
    table = Operation.__table__
    erased = of(connection, kitchen_id, subjects)
    if not erased:
        return erased
    rows = (table.c.kitchen_id == kitchen_id) & table.c.subject.in_(erased) & table.c.sealed.is_not(None)
    connection.execute(table.update().where(rows).values(sealed=None, erased=True))
    _erase_held(connection, kitchen_id, erased)
    return erased


def _erase_held(connection: Connection, kitchen_id: int, erased: Collection[str]) -> None:
    """Leave of what is held about some people what a person can still decide upon."""
    held = Held.__table__
    about = (held.c.kitchen_id == kitchen_id) & held.c.subject.in_(erased)
    for row in connection.execute(select(held).where(about, held.c.sealed.is_not(None))).all():
        context = Held.context(kitchen_id, row.body_mac)
        raw = unseal(row.sealed, context)
        left = None if row.reason == "fork" else _left_of(raw)
        if left != raw:
            sealed = None if left is None else seal(left, context)
            connection.execute(held.update().where(about, held.c.body_mac == row.body_mac).values(sealed=sealed))


def _left_of(raw: bytes) -> bytes | None:
    """A body without what is personal; None where that cannot be told from the rest, because it is no good operation of a kind we know."""
    try:
        said = msgspec.json.decode(raw)
        bare = mark.without_personal(said)
    except (msgspec.DecodeError, ValueError, TypeError, LookupError, AttributeError):
        return None
    left = raw if bare == said else msgspec.json.encode(bare | {"erased": True})
    return None if judge(left, from_phone=True).reason else left
