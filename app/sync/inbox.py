"""The sealed inbox: bodies that locked and closed phones leave are kept first, and then opened.

What was opened is in the log or held, and its envelope goes; what cannot be opened stays, sealed as it came, and is seen. Opening twice
is opening once, so that what a crash left between keeping and opening is simply opened later.
"""

import hashlib
import logging
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, select

from app import clock
from app.database import insert_new, reading, writing
from app.federation import devices
from app.sync import envelope, reoffer, room, wire
from app.sync.append import append
from app.sync.models import SealedBody

logger = logging.getLogger(__name__)
table = SealedBody.__table__

#: Bytes of the length before each envelope.
LENGTH = 4
#: The most bytes (inflated) and operations that one body is opened for at a time; the rest stays for another time.
WORK, MANY = 8 * wire.LONGEST, 4 * wire.MOST


@dataclass(frozen=True)
class Left:
    """A body as a person sees it: when it came, when all of it had been opened, and how many envelopes could not be."""

    receipt: str
    received_at: datetime
    opened_at: datetime | None
    unreadable: int


@dataclass(frozen=True)
class Opened:
    """How many operations were in some envelopes, and how many envelopes could not be opened."""

    operations: int
    unreadable: int


def leave(device: devices.Known, body: bytes, *, is_last: bool = True) -> str:
    """Keep a body, open it, and return its receipt. Nothing in it is a closed device's word that it wipes itself, if that `is_last`.

    Raises `Unreadable` (429, `full`), and keeps nothing, where there is no room for more of this device; what was kept is kept.
    """
    receipt = hashlib.sha256(body)
    devices.seen(device)
    if not body:
        if is_last:
            devices.wiped(device)
        return receipt.hexdigest()
    if not is_left(device, receipt.hexdigest()):
        _keep(device, receipt.digest(), body)
    _tried(device.kitchen_id, receipt.digest())
    return receipt.hexdigest()


def _keep(device: devices.Known, digest: bytes, body: bytes) -> None:
    row = {"kitchen_id": device.kitchen_id, "digest": digest, "device_id": device.id, "received_at": clock.now()}
    with writing() as connection:
        insert_new(connection, table, [row | {"body": body, "size": len(body)}])
        if room.used(connection, device.kitchen_id, device.id) > 1:
            logger.warning("device %s has no more room in the inbox of kitchen %d", device.id, device.kitchen_id)
            raise wire.Unreadable(429, "full", retry_after=room.LATER)


def is_left(device: devices.Known, receipt: str) -> bool:
    """Whether a body with this receipt lies here; what was never left is not missed."""
    try:
        digest = bytes.fromhex(receipt)
    except ValueError:
        return True
    here = (table.c.kitchen_id == device.kitchen_id) & (table.c.digest == digest)
    with reading() as connection:
        return not digest or connection.scalar(select(table.c.digest).where(here)) is not None


def look_into(kitchen_id: int, digest: bytes) -> Opened | None:
    """Open a body that was kept; None where all of it was opened before."""
    here = (table.c.kitchen_id == kitchen_id) & (table.c.digest == digest)
    with reading() as connection:
        row = connection.execute(select(table).where(here, table.c.opened_at.is_(None))).one_or_none()
    if row is None:
        return None
    pages, operations, rest, length = _opened(row.body)
    closed = _was_closed(row.device_id, clock.utc(row.received_at))
    for page in pages:
        reoffer.take(kitchen_id, page, row.device_id, closed)
    for first in range(0, len(operations), wire.MOST):
        append(kitchen_id, operations[first : first + wire.MOST], row.device_id, closed)
    done = {"body": _framed(rest), "size": row.size + length, "unreadable": len(rest), "opened_at": None if rest else clock.now()}
    with writing() as connection:
        connection.execute(table.update().where(here).values(**done))
    return Opened(len(operations), len(rest))


def take_up() -> None:
    """Open what a crash left unopened, and what came before bodies were opened."""
    _each(table.c.unreadable == 0)


def open_again() -> list[Opened]:
    """Try all that is not opened yet once more, oldest first; what came of each body."""
    return _each(table.c.unreadable >= 0)


def of_device(kitchen_id: int, device_id: str) -> list[Left]:
    """What a phone left in the inbox, newest first."""
    columns = select(table.c.digest, table.c.received_at, table.c.opened_at, table.c.unreadable)
    mine = columns.where(table.c.kitchen_id == kitchen_id, table.c.device_id == device_id)
    with reading() as connection:
        rows = connection.execute(mine.order_by(table.c.received_at.desc(), table.c.digest)).all()
    return [Left(row.digest.hex(), row.received_at, row.opened_at, row.unreadable) for row in rows]


def _each(which: ColumnElement[bool]) -> list[Opened]:
    waiting = select(table.c.kitchen_id, table.c.digest).where(table.c.opened_at.is_(None), which)
    with reading() as connection:
        keys = connection.execute(waiting.order_by(table.c.received_at)).all()
    return [opened for kitchen_id, digest in keys if (opened := _tried(kitchen_id, digest))]


def _tried(kitchen_id: int, digest: bytes) -> Opened | None:
    """Open a body; None if that fails, for it is kept, and one of them must not stand in the way of others, or of a phone's receipt."""
    try:
        return look_into(kitchen_id, digest)
    except Exception:
        logger.exception("a body in the inbox of kitchen %d was not opened", kitchen_id)
        return None


def _was_closed(device_id: str, at: datetime) -> bool:
    """Whether a device had been closed when it left something; what it left before is its word like any push."""
    device = devices.known(device_id)
    return device is not None and device.revoked_at is not None and device.revoked_at <= at


def _opened(body: bytes) -> tuple[list[reoffer.Page], list[bytes], list[bytes], int]:
    """The pages and the operations in a body's envelopes, the envelopes that cannot be opened, or not now, and the bytes in the others."""
    pages: list[reoffer.Page] = []
    operations: list[bytes] = []
    rest: list[bytes] = []
    work, length = WORK, 0
    for sealed in _envelopes(body):
        try:
            text = envelope.text_of(sealed, min(work, wire.LONGEST))
            work -= len(text)
            said = envelope.read(text, envelope.Inbox)
            if len(operations) + len(said.operations) > MANY:
                raise ValueError("too many at once")
        except ValueError:
            rest.append(sealed)
        else:
            length += len(text)
            operations += map(bytes, said.operations)
            pages += [said.page] if said.page else []
    return pages, operations, rest, length


def _envelopes(body: bytes) -> Iterator[bytes]:
    """The envelopes of a body; one that is cut, or no envelopes at all, is the last that is told."""
    at = 0
    while at < len(body):
        end = at + LENGTH + int.from_bytes(body[at : at + LENGTH], "big")
        yield body[at + LENGTH : end]
        at = end


def _framed(envelopes: list[bytes]) -> bytes:
    return b"".join(len(sealed).to_bytes(LENGTH, "big") + sealed for sealed in envelopes)
