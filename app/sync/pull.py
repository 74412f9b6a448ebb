"""What a phone is told: the operations after its cursor, a page at a time, with a mark that proves the page later."""

from collections.abc import Collection
from datetime import timedelta
from itertools import accumulate
from typing import Annotated, Any

import msgspec
from msgspec import Meta
from sqlalchemy import Connection, Row

from app import clock
from app.sync import cursor, epoch, log, mark
from app.sync.models import LAST

#: The most operations of one answer, and about the most bytes: a page must fit into a request when it is offered again.
PAGE, LONGEST = 5_000, 3 * 1024 * 1024
#: The operations of one line of an answer in the compact form: about two kB on their way, so that a cut link costs little.
PIECE = 200
#: To a phone that joins a longer log than this (some two months) it is first told what the kitchen works with.
LONG = 4_000
#: About what a row has beside its form, in bytes of JSON.
AROUND = 300


class Holds(msgspec.Struct, forbid_unknown_fields=True):
    """A phone that lost its cursor says that it has the first `count` operations."""

    count: Annotated[int, Meta(ge=0, le=LAST)]
    digest: str


class Piece(msgspec.Struct):
    """A stretch of the log, the mark that proves it, and the cursor after it."""

    operations: list[dict[str, Any]]
    mark: str | None
    cursor: str | None


class Page(msgspec.Struct):
    """What one answer tells, in pieces of which a phone takes each in by itself, one at least; and whether there is more."""

    pieces: list[Piece]
    more: bool
    #: The epoch in which the cursors count.
    life: str
    #: The phone has read to the end, and knows it.
    nothing_new: bool
    #: The phone knows of more than this log does: the database went back.
    lost: bool


class Size(msgspec.Struct):
    """How much one answer may tell: about so many bytes, so many operations a piece."""

    longest: int = LONGEST
    piece: int = PAGE


def page(connection: Connection, kitchen_id: int, word: str | None, holds: Holds | None, own: Collection[str], size: Size) -> Page:
    """The next page for a phone whose cursor is `word`, without its `own` operations of this request.

    A cursor that does not fit this log begins again: repeats are free (rule 5).
    """
    life, aside = epoch.current(connection), cursor.held(connection, kitchen_id)
    seq = cursor.read(connection, kitchen_id, word, life, aside)
    lost = seq is None and cursor.is_ours(kitchen_id, word, life)
    if not seq and holds and cursor.holds(connection, kitchen_id, holds.count, holds.digest):
        seq = holds.count
    rows = log.after(connection, kitchen_id, seq or 0, PAGE + 1)
    fits = _fitting(rows[:PAGE], size.longest)
    pieces = [_piece(kitchen_id, fits[at : at + size.piece], own, life, aside) for at in range(0, len(fits), size.piece)]
    if size.piece < PAGE and word is None and holds is None and len(rows) > LONG:
        pieces = _needed(connection, kitchen_id, own, size) + pieces
    if not pieces:
        pieces = [Piece([], None, cursor.at(connection, kitchen_id, seq or 0, life, aside))]
    return Page(pieces, len(rows) > len(fits), life, pieces[-1].cursor == word, lost)


def _piece(kitchen_id: int, rows: list[Row[Any]], own: Collection[str], life: str, aside: int) -> Piece:
    told = [log.wire(row) for row in rows if row.id not in own]
    return Piece(told, mark.of(kitchen_id, told) if told else None, cursor.of(kitchen_id, rows[-1].seq, rows[-1].id, life, aside))


def _needed(connection: Connection, kitchen_id: int, own: Collection[str], size: Size) -> list[Piece]:
    """What the kitchen works with, out of its order; it comes again in its place, so the cursor stays where it is."""
    rows = _fitting(log.needed(connection, kitchen_id, clock.lima_today() - timedelta(1), PAGE), size.longest)
    told = [log.wire(row) for row in rows if row.id not in own]
    parts = [told[at : at + size.piece] for at in range(0, len(told), size.piece)]
    return [Piece(part, mark.of(kitchen_id, part), None) for part in parts]


def _fitting(rows: list[Row[Any]], longest: int) -> list[Row[Any]]:
    """The first rows, one at least, that are not too long together."""
    lengths = accumulate(len(row.data) + len(row.base or "") + len(row.sealed or b"") + AROUND for row in rows)
    return rows[: max(1, sum(length <= longest for length in lengths))]
