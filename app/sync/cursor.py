"""How far a phone has read: a place in the log, a mark of the operation there, and how much was held by then, in one opaque word that only
we can make.

It tells a server restored from a backup: a word of ours for a place where this log has another operation, or none yet, or for more that is
held than we have, proves that the database once knew more than it does. It proves so in the life (epoch) in which it was made and in no
other: else whoever kept one from before a restore could begin another life as often as she likes, and every phone of the country would
start from its beginning.
"""

import hashlib
import hmac
from base64 import urlsafe_b64decode, urlsafe_b64encode

from sqlalchemy import ColumnElement, Connection, bindparam, func, select

from app.seal import mac
from app.sync.log import operations
from app.sync.models import LAST, Held

#: A word's bytes: the place, how much was held, a mark of the operation there, and the proof that all are ours.
PLACE, HELD, MARK, PROOF = 4, 2, 4, 8
#: Held more often than this, a kitchen is not counted any further.
MOST = 256**HELD - 1

_ID_AT = select(operations.c.id).where(operations.c.kitchen_id == bindparam("kitchen_id"), operations.c.seq == bindparam("seq"))


def held_of(kitchen_id: ColumnElement[int]) -> ColumnElement[int]:
    """How many operations of a kitchen were ever held, to be asked within a question; nothing held is deleted, so it only grows."""
    return select(func.count()).select_from(Held.__table__).where(Held.kitchen_id == kitchen_id).scalar_subquery()


_HELD = select(held_of(bindparam("kitchen_id")))


def held(connection: Connection, kitchen_id: int) -> int:
    """The same, asked by itself."""
    return int(connection.execute(_HELD, {"kitchen_id": kitchen_id}).scalar_one())


def at(connection: Connection, kitchen_id: int, seq: int, life: str, aside: int) -> str | None:
    """The cursor of a phone that has read up to `seq`, with so much held aside; None before the first, while nothing is held."""
    found = _id_at(connection, kitchen_id, seq)
    return of(kitchen_id, seq, found, life, aside) if found is not None and (seq or aside) else None


def of(kitchen_id: int, seq: int, operation_id: str, life: str, aside: int) -> str:
    """The same where it is known which operation is there."""
    said = seq.to_bytes(PLACE, "big") + min(aside, MOST).to_bytes(HELD, "big") + _mark(kitchen_id, seq, operation_id)
    return urlsafe_b64encode(said + _proof(kitchen_id, said, life)).decode().rstrip("=")


def place(kitchen_id: int, cursor: str | None, life: str) -> int | None:
    """The `seq` that a cursor of this life says, be it of this log or not: 0 for none, None for any other word."""
    if cursor is None:
        return 0
    said = _said(kitchen_id, cursor, life)
    return int.from_bytes(said[:PLACE], "big") if said else None


def fits(kitchen_id: int, cursor: str | None, there: str | None, life: str, aside: int) -> bool:
    """Whether a cursor of this life is of a log with the operation `there` (an id) at its place and so much held aside; no cursor fits
    every log."""
    if cursor is None:
        return True
    said = _said(kitchen_id, cursor, life)
    if said is None or there is None or int.from_bytes(said[PLACE : PLACE + HELD], "big") > aside:
        return False
    return said[PLACE + HELD :] == _mark(kitchen_id, int.from_bytes(said[:PLACE], "big"), there)


def read(connection: Connection, kitchen_id: int, cursor: str | None, life: str, aside: int) -> int | None:
    """The `seq` of a cursor: 0 for none, None for one that does not fit this log in this life."""
    seq = place(kitchen_id, cursor, life)
    there = _id_at(connection, kitchen_id, seq) if seq is not None and seq <= LAST else None
    return seq if fits(kitchen_id, cursor, there, life, aside) else None


def is_ours(kitchen_id: int, cursor: str | None, life: str) -> bool:
    """Whether we made this cursor for this kitchen in this life, be it for a place that the database has forgotten."""
    return cursor is not None and _said(kitchen_id, cursor, life) is not None


def holds(connection: Connection, kitchen_id: int, count: int, digest: str) -> bool:
    """Whether a phone that lost its cursor really holds the first `count` operations (SHA-256 over their ids)."""
    here = select(operations.c.id).where(operations.c.kitchen_id == kitchen_id, operations.c.seq <= count)
    ids = list(connection.scalars(here.order_by(operations.c.seq)))
    return len(ids) == count and hashlib.sha256("\n".join(ids).encode()).hexdigest() == digest


def _said(kitchen_id: int, cursor: str, life: str) -> bytes | None:
    """All of a cursor that we made in this life but its proof; None for any other word."""
    try:
        inside = urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
    except ValueError:
        return None
    said, proof = inside[:-PROOF], inside[-PROOF:]
    return said if len(inside) == PLACE + HELD + MARK + PROOF and hmac.compare_digest(proof, _proof(kitchen_id, said, life)) else None


def _id_at(connection: Connection, kitchen_id: int, seq: int) -> str | None:
    """The id of the operation there, empty before the first."""
    if not seq:
        return ""
    found: str | None = connection.scalar(_ID_AT, {"kitchen_id": kitchen_id, "seq": seq})
    return found


def _mark(kitchen_id: int, seq: int, operation_id: str) -> bytes:
    return mac("cursor", f"{kitchen_id}/{seq}/{operation_id}".encode())[:MARK]


def _proof(kitchen_id: int, said: bytes, life: str) -> bytes:
    return mac("cursor/proof", f"{life}/{kitchen_id}/".encode() + said)[:PROOF]
