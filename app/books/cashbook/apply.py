"""What a batch about money means, as rows. Adding it up is `box`'s, when `rollups` asks."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import msgspec

from app.books.cashbook.models import CashEntry
from app.books.operation import Changes, History, Logged

_NAMES = tuple(column.name for column in CashEntry.__table__.columns)
_DATES = ("assigned_on", "from_on", "until_on")
#: What is not a field of the form.
_ABOUT = ("kitchen_id", "id", "seq", "undone_seq", "on", "kind")
_COPIED = tuple(name for name in _NAMES if name not in (*_ABOUT, *_DATES, "replaces"))


def apply(kitchen_id: int, operations: Sequence[Logged], _history: History) -> Changes:
    """A row of each, and its own day touched."""
    changes = Changes(days={operation.on for operation in operations})
    for operation in operations:
        changes.put(CashEntry.__table__, _row(kitchen_id, operation))
    return changes


def _row(kitchen_id: int, operation: Logged) -> dict[str, Any]:
    data = operation.data
    return {
        "kitchen_id": kitchen_id,
        "id": operation.id,
        "seq": operation.seq,
        "undone_seq": operation.undone_seq,
        "on": date.fromisoformat(operation.on),
        "kind": operation.kind,
        "replaces": msgspec.json.encode(data["replaces"]).decode() if data.get("replaces") else None,
        **{name: data.get(name) for name in _COPIED},
        **{name: date.fromisoformat(data[name]) if name in data else None for name in _DATES},
    }
