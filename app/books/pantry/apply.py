"""What a batch about the pantry means, as rows."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import msgspec

from app.books.operation import Changes, History, Logged
from app.books.pantry.catalogue import MEASURES
from app.books.pantry.models import OwnFood, StockMove

COPIED = ("asked_qty", "promised_qty", "value_cents", "document", "delivery", "supplier", "lot", "reason", "unit", "unit_qty")
DATES = ("asked_on", "promised_on", "expires_on")


def apply(kitchen_id: int, operations: Sequence[Logged], _history: History) -> Changes:
    """Rows of movements, each of which touches its own day, and of foods that were named, which touch none."""
    changes = Changes()
    for operation in operations:
        if operation.kind == "food.named":
            changes.put(OwnFood.__table__, _key(kitchen_id, operation) | operation.data)
        else:
            changes.put(StockMove.__table__, _move(kitchen_id, operation))
            changes.days.add(operation.on)
    return changes


def _key(kitchen_id: int, operation: Logged) -> dict[str, Any]:
    return {"kitchen_id": kitchen_id, "id": operation.id, "seq": operation.seq, "undone_seq": operation.undone_seq}


def _move(kitchen_id: int, operation: Logged) -> dict[str, Any]:
    data, kind = operation.data, operation.kind.removeprefix("food.")
    return _key(kitchen_id, operation) | {
        "on": date.fromisoformat(operation.on),
        "kind": kind,
        "food": data["food"],
        "measure": MEASURES.get(data["food"]) or data.get("measure", "g"),
        "source": data["source"],
        "qty": data["received_qty"] if kind == "received" else data["qty"] if kind == "counted" else -data["qty"],
        "paid_with": data.get("with"),
        "replaces": msgspec.json.encode(data["replaces"]).decode() if data.get("replaces") else None,
        **{name: data.get(name) for name in COPIED},
        **{name: date.fromisoformat(data[name]) if name in data else None for name in DATES},
    }
