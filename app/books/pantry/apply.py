"""What a batch about the pantry means, as rows."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from app.books.operation import Changes, History, Logged
from app.books.pantry.models import StockMove

COPIED = ("asked_qty", "promised_qty", "value_cents", "document", "unit", "unit_qty")


def apply(kitchen_id: int, operations: Sequence[Logged], _history: History) -> Changes:
    """Rows of movements; each touches its own day."""
    changes = Changes(days={operation.on for operation in operations})
    for operation in operations:
        changes.put(StockMove.__table__, _row(kitchen_id, operation))
    return changes


def _row(kitchen_id: int, operation: Logged) -> dict[str, Any]:
    data = operation.data
    return {
        "kitchen_id": kitchen_id,
        "id": operation.id,
        "seq": operation.seq,
        "undone_seq": operation.undone_seq,
        "on": date.fromisoformat(operation.on),
        "food": data["food"],
        "source": data["source"],
        "qty": data["received_qty"] if operation.kind == "food.received" else -data["qty"],
        **{name: data.get(name) for name in COPIED},
    }
