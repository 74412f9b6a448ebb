"""How far a phone has read: a place in the log and a mark of the operation there, in one opaque word that only we can make.

It tells a server restored from a backup: a word of ours for a place where this log has another operation, or none yet, proves that the
database once knew more than it does. It proves so in the life (epoch) in which it was made and in no other: else whoever kept one from
before a restore could begin another life as often as she likes, and every phone of the country would start from its beginning.
"""

import hashlib
import hmac
from base64 import urlsafe_b64decode, urlsafe_b64encode

from sqlalchemy import Connection, bindparam, select

from app.seal import mac
from app.sync.log import operations
from app.sync.models import LAST

#: A word's bytes: the place, a mark of the operation there, and the proof that both are ours.
PLACE, MARK, PROOF = 4, 4, 8

_ID_AT = select(operations.c.id).where(operations.c.kitchen_id == bindparam("kitchen_id"), operations.c.seq == bindparam("seq"))


def at(connection: Connection, kitchen_id: int, seq: int, life: str) -> str | None:
    """The cursor of a phone that has read up to `seq`; None before the first."""
    found = _id_at(connection, kitchen_id, seq)
    return of(kitchen_id, seq, found, life) if found else None


def of(kitchen_id: int, seq: int, operation_id: str, life: str) -> str:
    """The same where it is known which operation is there."""
    said = seq.to_bytes(PLACE, "big") + _mark(kitchen_id, seq, operation_id)
    return urlsafe_b64encode(said + _proof(kitchen_id, said, life)).decode().rstrip("=")


def place(kitchen_id: int, cursor: str | None, life: str) -> int | None:
    """The `seq` that a cursor of this life says, be it of this log or not: 0 for none, None for any other word."""
    if cursor is None:
        return 0
    said = _said(kitchen_id, cursor, life)
    return int.from_bytes(said[:PLACE], "big") if said else None


def fits(kitchen_id: int, cursor: str | None, there: str | None, life: str) -> bool:
    """Whether a cursor of this life is of a log with the operation `there` (an id) at its place; no cursor fits every log."""
    if cursor is None:
        return True
    said = _said(kitchen_id, cursor, life)
    return said is not None and there is not None and said[PLACE:] == _mark(kitchen_id, int.from_bytes(said[:PLACE], "big"), there)


def read(connection: Connection, kitchen_id: int, cursor: str | None, life: str) -> int | None:
    """The `seq` of a cursor: 0 for none, None for one that does not fit this log in this life."""
    seq = place(kitchen_id, cursor, life)
    there = _id_at(connection, kitchen_id, seq) if seq and seq <= LAST else None
    return seq if fits(kitchen_id, cursor, there, life) else None


def is_ours(kitchen_id: int, cursor: str | None, life: str) -> bool:
    """Whether we made this cursor for this kitchen in this life, be it for a place that the database has forgotten."""
    return cursor is not None and _said(kitchen_id, cursor, life) is not None


def holds(connection: Connection, kitchen_id: int, count: int, digest: str) -> bool:
    """Whether a phone that lost its cursor really holds the first `count` operations (SHA-256 over their ids)."""
    here = select(operations.c.id).where(operations.c.kitchen_id == kitchen_id, operations.c.seq <= count)
    ids = list(connection.scalars(here.order_by(operations.c.seq)))
    return len(ids) == count and hashlib.sha256("\n".join(ids).encode()).hexdigest() == digest


def _said(kitchen_id: int, cursor: str, life: str) -> bytes | None:
    """Place and mark of a cursor that we made in this life; None for any other word."""
    try:
        inside = urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
    except ValueError:
        return None
    said, proof = inside[: PLACE + MARK], inside[PLACE + MARK :]
    return said if len(proof) == PROOF and hmac.compare_digest(proof, _proof(kitchen_id, said, life)) else None


def _id_at(connection: Connection, kitchen_id: int, seq: int) -> str | None:
    found: str | None = connection.scalar(_ID_AT, {"kitchen_id": kitchen_id, "seq": seq})
    return found


def _mark(kitchen_id: int, seq: int, operation_id: str) -> bytes:
    return mac("cursor", f"{kitchen_id}/{seq}/{operation_id}".encode())[:MARK]


def _proof(kitchen_id: int, said: bytes, life: str) -> bytes:
    return mac("cursor/proof", f"{life}/{kitchen_id}/".encode() + said)[:PROOF]
