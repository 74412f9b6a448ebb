"""The proof that a page of the log came from here, which its phone keeps and shows when the page is offered again (rule 6).

Two MACs by a key outside the database, over the kitchen and the page's rows: one over whole rows, one over rows without personal fields.
Who is erased later leaves the second standing.
"""

import hmac
from typing import Any

import msgspec

from app.books import kinds
from app.seal import mac

#: Bytes of each half.
HALF = 16


def of(kitchen_id: int, rows: list[dict[str, Any]]) -> str:
    """The mark of a page, as 64 hexadecimal digits. `rows` are as a phone is told them."""
    return (_whole(kitchen_id, rows) + _bare(kitchen_id, rows)).hex()


def proves(mark: str, kitchen_id: int, rows: list[dict[str, Any]]) -> bool:
    """Whether a page with this mark is ours: as it was told, or without the personal fields of some who were erased since.

    In a page that is no longer whole, what is personal of others is the phone's word; it may write about the people of its kitchen anyway.
    """
    try:
        said = bytes.fromhex(mark)
        whole, bare = _whole(kitchen_id, rows), _bare(kitchen_id, rows)
    except (ValueError, TypeError, LookupError, AttributeError, OverflowError):
        return False  # no mark, or no rows
    return hmac.compare_digest(said, whole + bare) or (len(said) == 2 * HALF and hmac.compare_digest(said[HALF:], bare))


def _whole(kitchen_id: int, rows: list[dict[str, Any]]) -> bytes:
    return mac("page", f"{kitchen_id}\n".encode() + msgspec.json.encode(rows, order="sorted"))[:HALF]


def _bare(kitchen_id: int, rows: list[dict[str, Any]]) -> bytes:
    left = [without_personal(row) for row in rows]
    return mac("page/bare", f"{kitchen_id}\n".encode() + msgspec.json.encode(left, order="sorted"))[:HALF]


def without_personal(row: dict[str, Any]) -> dict[str, Any]:
    """A row as it is once its person is erased, and does not say so."""
    declaration = kinds.BY_NAME.get((row["kind"], row["v"]))
    personal = declaration.personal() if declaration else frozenset()
    left = {part: {name: value for name, value in row[part].items() if name not in personal} for part in ("data", "base") if part in row}
    return {name: value for name, value in row.items() if name != "erased"} | left
