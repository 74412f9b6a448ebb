"""What keepers and acceptances mean. Undos are `sync`'s: they reach a book as `undone_seq` on what they undo."""

from collections.abc import Sequence

from app.books.notebook.models import AcceptedMonth, Keeper
from app.books.operation import Changes, History, Logged
from app.clock import first_day
from app.seal import seal_json


def apply(kitchen_id: int, operations: Sequence[Logged], history: History) -> Changes:
    """Rows of keepers and accepted months; accepting a month touches its first day, so that it is counted again."""
    changes = Changes()
    for operation in operations:
        if operation.kind == "keeper.joined":
            changes.put(Keeper.__table__, _keeper(kitchen_id, operation))
        elif operation.kind == "month.accepted":
            period = operation.data["period"]
            changes.put(AcceptedMonth.__table__, {"kitchen_id": kitchen_id, "period": period, "seq": operation.seq})
            changes.days.add(first_day(period).isoformat())
        elif operation.kind == "person.erased":
            for joined in (said for said in history({operation.data["person"]}) if said.kind == "keeper.joined"):
                changes.put(Keeper.__table__, _keeper(kitchen_id, joined))
    return changes


def _keeper(kitchen_id: int, operation: Logged) -> dict[str, object]:
    sealed = None if operation.erased else seal_json(operation.data, f"keeper/{kitchen_id}/{operation.id}")
    return {
        "kitchen_id": kitchen_id,
        "id": operation.id,
        "seq": operation.seq,
        "undone_seq": operation.undone_seq,
        "sealed": sealed,
    }
