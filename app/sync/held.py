"""What could not be accepted: kept whole, shown with its reason, tried again after each deploy, settled by a person. Never deleted."""

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import Connection, Row, func, select

from app import clock
from app.database import insert_new, reading, writing
from app.seal import seal, unseal
from app.sync import erasure
from app.sync.answer import Answer
from app.sync.caused import caused_id
from app.sync.judge import WHOLE_ID, Judged
from app.sync.models import Held

table = Held.__table__


@dataclass(frozen=True)
class Waiting:
    """A held operation as a person reviews it. `body` is what came, None once erased; bytes that are no JSON are shown as text."""

    kitchen_id: int
    key: str
    id: str | None
    kind: str | None
    reason: str
    place: str
    body: Any
    device_id: str | None
    received_at: datetime
    state: str
    decision: str | None
    #: `account:<number>` or `system`, and when (UTC); None while it waits.
    decided_by: str | None
    decided_at: datetime | None


def hold(connection: Connection, kitchen_id: int, operation: Judged, device_id: str | None, at: datetime) -> Answer:
    """Keep an operation that cannot be accepted; the same again is the same row. Returns what its phone is told."""
    row = {
        "kitchen_id": kitchen_id,
        "body_mac": operation.key,
        "id": operation.id,
        "kind": operation.kind,
        "subject": about(operation),
        "reason": operation.reason,
        "place": operation.place,
        "sealed": seal(operation.raw, Held.context(kitchen_id, operation.key)),
        "device_id": device_id,
        "received_at": at,
        "state": "waiting",
    }
    insert_new(connection, table, [row])
    if operation.reason != "closed":
        # A phone in good standing, or the person who accepts it, offers what a closed one had left: from now on it waits like any other.
        left = (table.c.kitchen_id == kitchen_id) & (table.c.body_mac == operation.key) & (table.c.reason == "closed")
        connection.execute(table.update().where(left).values(reason=operation.reason, place=operation.place))
    return Answer(operation.id, "held", reason=operation.reason)


def accepted(connection: Connection, kitchen_id: int, keys: Sequence[bytes]) -> None:
    """What was held and now stands in the log waits no longer."""
    waiting = (table.c.kitchen_id == kitchen_id) & table.c.body_mac.in_(keys) & (table.c.state == "waiting")
    connection.execute(table.update().where(waiting).values(state="accepted", decided_at=clock.now(), decided_by="system"))


def rejection_id(kitchen_id: int, key: bytes) -> str:
    """The id of the `operation.rejected` about what is held under a key: rejected twice is rejected once, after a restore too."""
    return caused_id("operation.rejected", kitchen_id, key.hex())


def rejected(connection: Connection, kitchen_id: int, rejection: Row[Any]) -> None:
    """Close what a rejection, a row of the log, is about: of all that is held with that id only the body that it means."""
    said = msgspec.json.decode(rejection.data)
    waiting = (table.c.kitchen_id == kitchen_id) & (table.c.state == "waiting")
    keys = list(connection.scalars(select(table.c.body_mac).where(waiting, table.c.id == said["target"])))
    meant = [key for key in keys if rejection_id(kitchen_id, key) == rejection.id]
    decision = {"decided_by": rejection.by, "decided_at": rejection.received_at, "decision": said["reason"]}
    decision["state"] = "corrected" if "instead" in said else "rejected"
    connection.execute(table.update().where(waiting, table.c.body_mac.in_(meant)).values(**decision))
    if person := said.get("instead"):
        # A registration names her who is now on the roll under another id: erasing her must reach it, also if she was erased before.
        registered = (table.c.kitchen_id == kitchen_id) & table.c.body_mac.in_(meant) & (table.c.kind == "beneficiary.registered")
        connection.execute(table.update().where(registered).values(subject=person))
        erasure.erase(connection, kitchen_id, {person})


def list_for(kitchen_ids: Collection[int], state: str = "waiting", most: int = 500, device_id: str | None = None) -> list[Waiting]:
    """The held operations of some kitchens, or of one phone of theirs, newest first, their bodies opened."""
    rows = select(table).where(table.c.kitchen_id.in_(kitchen_ids), table.c.state == state)
    if device_id is not None:
        rows = rows.where(table.c.device_id == device_id)
    with reading() as connection:
        return [_opened(row) for row in connection.execute(rows.order_by(table.c.received_at.desc()).limit(most))]


@dataclass(frozen=True)
class Page:
    """Some of what is held, how many there are in all, and which page of how many this is."""

    found: list[Waiting]
    total: int
    page: int
    pages: int


def page(kitchen_ids: Collection[int], number: int, *, decided: bool = False, device_id: str | None = None, per: int = 50) -> Page:
    """A page, from 1, of what waits in some kitchens, newest first; or of what was decided, the last decision first.

    With `device_id` only what that phone sent, or left when it was closed."""
    which = table.c.kitchen_id.in_(kitchen_ids) & ((table.c.state != "waiting") if decided else (table.c.state == "waiting"))
    if device_id is not None:
        which &= table.c.device_id == device_id
    newest = (table.c.decided_at if decided else table.c.received_at).desc()
    with reading() as connection:
        total = connection.scalar(select(func.count()).select_from(table).where(which)) or 0
        pages = max(1, -(-total // per))
        number = min(max(1, number), pages)
        rows = select(table).where(which).order_by(newest, table.c.body_mac).limit(per).offset((number - 1) * per)
        return Page([_opened(row) for row in connection.execute(rows)], total, number, pages)


def find(kitchen_id: int, key: str) -> Waiting | None:
    """One held operation by its key; None for a key that is not there."""
    try:
        here = (table.c.kitchen_id == kitchen_id) & (table.c.body_mac == bytes.fromhex(key))
    except ValueError:
        return None
    with reading() as connection:
        row = connection.execute(select(table).where(here)).one_or_none()
    return _opened(row) if row else None


def reject(kitchen_id: int, key: str, by: str, why: str) -> None:
    """Close what has no readable id, and so no phone that could hear of it; the body stays. All else: `settle.reject`."""
    here = (table.c.kitchen_id == kitchen_id) & (table.c.body_mac == bytes.fromhex(key)) & (table.c.state == "waiting")
    with writing() as connection:
        connection.execute(table.update().where(here).values(state="rejected", decided_by=by, decided_at=clock.now(), decision=why))


def raw(kitchen_id: int, key: str) -> bytes | None:
    """The body as it came, None once erased."""
    here = (table.c.kitchen_id == kitchen_id) & (table.c.body_mac == bytes.fromhex(key))
    with reading() as connection:
        sealed = connection.scalar(select(table.c.sealed).where(here))
    return unseal(sealed, Held.context(kitchen_id, bytes.fromhex(key))) if sealed else None


def _opened(row: Any) -> Waiting:
    body = unseal(row.sealed, Held.context(row.kitchen_id, row.body_mac)) if row.sealed else None
    columns = (row.device_id, row.received_at, row.state, row.decision, row.decided_by, row.decided_at)
    return Waiting(row.kitchen_id, row.body_mac.hex(), row.id, row.kind, row.reason, row.place, _shown(body, row.reason), *columns)


def _shown(body: bytes | None, reason: str) -> Any:
    if body is None:
        return None
    try:
        return msgspec.json.decode(body) if reason != "too-deep" else body.decode("utf-8", "replace")
    except (msgspec.DecodeError, UnicodeDecodeError):
        return body.decode("utf-8", "replace")


def about(operation: Judged) -> str | None:
    """Whom a body seems to be about, so that erasing the person reaches it here too."""
    try:
        person = json.loads(operation.raw)["data"].get("person", operation.id)  # the most forgiving reader
    except (ValueError, RecursionError, LookupError, TypeError, AttributeError):
        return operation.id
    return person if isinstance(person, str) and WHOLE_ID.match(person) else operation.id
