"""What keepers, the steps of a month and notices mean. Undos are `sync`'s: they reach a book as `undone_seq` on what they undo."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from app.books.notebook.keepers import context
from app.books.notebook.models import AcceptedMonth, HandedInRoll, Keeper, KeeperLeaving, MonthAct, Notice, NoticeReading
from app.books.operation import Changes, History, Logged
from app.clock import first_day
from app.seal import seal_json


def apply(kitchen_id: int, operations: Sequence[Logged], history: History) -> Changes:
    """Rows of keepers, of the steps of months, of padrones handed in, and of notices and who read them."""
    changes = Changes()
    for operation in operations:
        if operation.kind.startswith("month."):
            _put_step(changes, kitchen_id, operation)
        elif operation.kind == "person.erased":
            for joined in (said for said in history({operation.data["person"]}) if said.kind == "keeper.joined"):
                changes.put(Keeper.__table__, _keeper(kitchen_id, joined))
        elif operation.kind in _ROWS:  # an undo has no row of its own
            table, row = _ROWS[operation.kind]
            changes.put(table, row(kitchen_id, operation))
    return changes


def _put_step(changes: Changes, kitchen_id: int, operation: Logged) -> None:
    """A step of a month. Accepting it touches its first day, so that it is counted again."""
    period, state = operation.data["period"], operation.kind.partition(".")[2]
    row = _fact(kitchen_id, operation) | {"period": period, "state": state, "on": date.fromisoformat(operation.on)}
    row |= {"by": operation.by, "comment": operation.data.get("comment")}
    if state != "handed_in":
        row["undone_seq"] = None  # the federation's own acts are not undone (docs/sync.md)
    changes.put(MonthAct.__table__, row)
    if state == "accepted":
        changes.put(AcceptedMonth.__table__, {"kitchen_id": kitchen_id, "period": period, "seq": operation.seq})
        changes.days.add(first_day(period).isoformat())


def _fact(kitchen_id: int, operation: Logged) -> dict[str, object]:
    return {"kitchen_id": kitchen_id, "id": operation.id, "seq": operation.seq, "undone_seq": operation.undone_seq}


def _keeper(kitchen_id: int, operation: Logged) -> dict[str, object]:
    sealed = None if operation.erased else seal_json(operation.data, context(kitchen_id, operation.id))
    return _fact(kitchen_id, operation) | {"sealed": sealed}


def _leaving(kitchen_id: int, operation: Logged) -> dict[str, object]:
    return _fact(kitchen_id, operation) | {"keeper": operation.data["keeper"]}


def _handed_in(kitchen_id: int, operation: Logged) -> dict[str, object]:
    return _fact(kitchen_id, operation) | {"on": date.fromisoformat(operation.on), "count": operation.data.get("count")}


def _notice(kitchen_id: int, operation: Logged) -> dict[str, object]:
    data = operation.data
    row = {"kitchen_id": kitchen_id, "id": operation.id, "seq": operation.seq} | _when(operation)
    until_on = date.fromisoformat(data["until_on"]) if "until_on" in data else None
    return row | {"title": data["title"], "text": data["text"], "until_on": until_on}


def _reading(kitchen_id: int, operation: Logged) -> dict[str, object]:
    return _fact(kitchen_id, operation) | _when(operation) | {"notice": operation.data["notice"]}


def _when(operation: Logged) -> dict[str, object]:
    return {"on": date.fromisoformat(operation.on), "by": operation.by}


_ROWS: dict[str, tuple[Any, Any]] = {
    "keeper.joined": (Keeper.__table__, _keeper),
    "keeper.left": (KeeperLeaving.__table__, _leaving),
    "roll.handed_in": (HandedInRoll.__table__, _handed_in),
    "notice.published": (Notice.__table__, _notice),
    "notice.read": (NoticeReading.__table__, _reading),
}
