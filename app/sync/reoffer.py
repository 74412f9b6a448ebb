"""Taking a page back that a phone once pulled from here and that a restored database may have lost (rule 6).

With its mark it is taken whole: also what the server and other phones wrote, under their names and with the hour in which it first came.
Without a valid one its rows are this phone's word like any other, and what only the server may write is held.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import msgspec

from app.books import kinds
from app.database import reading
from app.sync import erasure, mark
from app.sync.append import write
from app.sync.judge import Judged, judge

#: What the server adds to an operation when it tells it.
ADDED = ("seq", "device", "received_at", "erased")


class Page(msgspec.Struct, forbid_unknown_fields=True):
    """A page as its phone kept it, erased people's fields taken out since."""

    mark: str
    rows: list[dict[str, Any]]


@dataclass(frozen=True)
class Taken:
    """How many of a page's rows stand in the log now, and how many are held."""

    standing: int
    held: int


def take(kitchen_id: int, page: Page, device_id: str, closed: bool = False) -> Taken:
    """Write a page's rows that the log lacks, in their order; of a `closed` phone only what the mark proves. Safe to repeat."""
    if mark.proves(page.mark, kitchen_id, page.rows):
        erased = _erased(kitchen_id, page.rows)
        judged = [_proved(row) if not row.get("erased") or _is_tombstone(row, erased) else _unproved(row) for row in page.rows]
    else:
        judged = [] if closed else [_unproved(row) for row in page.rows]
    answers = write(kitchen_id, judged, device_id, closed)
    held = sum(answer.answer == "held" for answer in answers)
    return Taken(len(answers) - held, held)


def _erased(kitchen_id: int, rows: list[dict[str, Any]]) -> set[str]:
    """Who is erased, by the log or by the page itself: a phone's word alone would take names from those who never asked for it."""
    here = {str(row["data"]["person"]) for row in rows if row["kind"] in erasure.ERASING}
    with reading() as connection:
        return here | erasure.of(connection, kitchen_id, {_whose(row) for row in rows if row.get("erased")})


def _is_tombstone(row: dict[str, Any], erased: set[str]) -> bool:
    return (row["kind"], row["v"]) in kinds.BY_NAME and _whose(row) in erased


def _whose(row: dict[str, Any]) -> str:
    return str(row["data"].get("person") or row["id"])


def _unproved(row: dict[str, Any]) -> Judged:
    return judge(_said({name: value for name, value in row.items() if name not in ADDED[:3]}), from_phone=True)


def _proved(row: dict[str, Any]) -> Judged:
    body = {name: value for name, value in row.items() if name not in ADDED}
    if row.get("erased"):
        judged = Judged(_said(body), id=row["id"], kind=row["kind"], tombstone=True, body=body)
    else:
        judged = judge(_said(body), from_phone=row["device"] is not None)
    judged.told = (row["device"], datetime.fromtimestamp(row["received_at"], UTC))
    return judged


def _said(body: dict[str, Any]) -> bytes:
    return msgspec.json.encode(body)
