"""How far a phone has read: a place in the log and a mark of the operation there, in one opaque word.

The mark tells a server restored from a backup: at the same `seq` it has, or will have, another operation.
"""

import hashlib
from base64 import urlsafe_b64decode, urlsafe_b64encode

from sqlalchemy import Connection, select

from app.seal import mac
from app.sync.log import operations
from app.sync.models import LAST

MARK = 8


def at(connection: Connection, kitchen_id: int, seq: int) -> str | None:
    """The cursor of a phone that has read up to `seq`; None before the first."""
    mark = _mark(connection, kitchen_id, seq)
    return urlsafe_b64encode(seq.to_bytes(6, "big") + mark).decode().rstrip("=") if mark else None


def read(connection: Connection, kitchen_id: int, cursor: str | None) -> int | None:
    """The `seq` of a cursor: 0 for none, None for one that does not fit this log."""
    if cursor is None:
        return 0
    try:
        inside = urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
    except ValueError:
        return None
    seq = int.from_bytes(inside[:6], "big")
    fits = len(inside) == 6 + MARK and seq <= LAST and inside[6:] == _mark(connection, kitchen_id, seq)
    return seq if fits else None


def holds(connection: Connection, kitchen_id: int, count: int, digest: str) -> bool:
    """Whether a phone that lost its cursor really holds the first `count` operations (SHA-256 over their ids)."""
    here = select(operations.c.id).where(operations.c.kitchen_id == kitchen_id, operations.c.seq <= count)
    ids = list(connection.scalars(here.order_by(operations.c.seq)))
    return len(ids) == count and hashlib.sha256("\n".join(ids).encode()).hexdigest() == digest


def _mark(connection: Connection, kitchen_id: int, seq: int) -> bytes | None:
    here = (operations.c.kitchen_id == kitchen_id) & (operations.c.seq == seq)
    found = connection.scalar(select(operations.c.id).where(here))
    return mac("cursor", f"{kitchen_id}/{seq}/{found}".encode())[:MARK] if found else None
