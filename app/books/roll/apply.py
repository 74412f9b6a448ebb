"""What the log says of people, folded into one row each. The phone's twin is static/phone/books/roll.js."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Any

from msgspec.structs import replace

from app.books.operation import Changes, History, Logged
from app.books.registry import fold
from app.books.roll.models import Beneficiary
from app.seal import seal_json


def apply(kitchen_id: int, operations: Sequence[Logged], history: History) -> Changes:
    """Rows of the people these operations are about. The days they joined or left are touched: who is on the roll is counted too."""
    changes = Changes()
    known: dict[str, list[Logged]] = defaultdict(list)
    for operation in history({_subject(operation) for operation in operations}):
        known[_subject(operation)].append(operation)
    for person, said in known.items():
        changes.put(Beneficiary.__table__, row(kitchen_id, person, said))
    changes.days = {operation.on for operation in operations}
    return changes


def _subject(operation: Logged) -> str:
    return operation.data.get("person", operation.id) if operation.kind != "beneficiary.registered" else operation.id


def row(kitchen_id: int, person: str, said: list[Logged]) -> dict[str, Any]:
    """The row of one person from all that was said of her, in `seq` order."""
    known = describe(said)
    erased, asked = known["erased"], known.get("asked", {})
    return {
        "kitchen_id": kitchen_id,
        "id": person,
        "joined_on": _date(known["joined_on"]),
        "left_on": _date(known["left_on"]),
        "type": known["values"].get("type"),
        "sex": known["values"].get("sex"),
        "hidden": known["hidden"],
        "erased": erased,
        "conflicts": len(known["conflicts"]),
        "objected_on": _date(asked.get("objection")),
        "erasure_asked_on": _date(asked.get("erasure")),
        "sealed": None if erased else seal_json(known, f"beneficiary/{kitchen_id}/{person}"),
    }


def describe(said: list[Logged]) -> dict[str, Any]:
    """All that is known of one person: `values` and `conflicts` of her fields, since when she is here, whether she left,
    which rights she asked for."""
    # Her registration is folded first, wherever in the log an amendment overtook it.
    registered = [operation for operation in said if operation.kind == "beneficiary.registered"]
    # Undone, it hides her and is still what her amendments amend.
    first = [replace(operation, undone_seq=None) for operation in registered]
    entry = fold(first + [operation for operation in said if operation.kind == "beneficiary.amended"], "person")
    left_on, left_reason = _leaving(said)
    erased = any(operation.kind == "person.erased" for operation in said)
    asked = {} if erased else _asked(said)
    return {
        "values": entry.values,
        "conflicts": entry.conflicts,
        "joined_on": registered[0].on if registered else None,
        "left_on": left_on,
        "leave_reason": left_reason,
        "hidden": not registered or registered[0].undone_seq is not None,
        "erased": erased,
    } | ({"asked": asked} if asked else {})


def _leaving(said: list[Logged]) -> tuple[str | None, str | None]:
    standing = [o for o in said if o.undone_seq is None and o.kind in ("beneficiary.left", "beneficiary.returned")]
    last = standing[-1] if standing else None
    return (last.on, last.data.get("reason")) if last and last.kind == "beneficiary.left" else (None, None)


def _asked(said: list[Logged]) -> dict[str, str]:
    """The latest day of each right asked for and not taken back."""
    standing = sorted((o.on, o.data["right"]) for o in said if o.undone_seq is None and o.kind == "right.asked")
    return {right: on for on, right in standing}


def _date(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
