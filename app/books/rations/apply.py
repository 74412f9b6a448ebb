"""What a batch about services means, as rows. Counting them is `tally`'s, when `rollups` asks."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Any

import msgspec

from app.books.operation import Changes, History, Logged
from app.books.rations.models import CountedRations, NamedRation, Service, SkippedService
from app.books.registry import fold

FIELDS = ("label", "menu", "price_cents", "member_price_cents", "social_price_cents")


def apply(kitchen_id: int, operations: Sequence[Logged], history: History) -> Changes:
    """Rows of services and facts; every operation touches its own day."""
    changes = Changes(days={operation.on for operation in operations})
    for operation in operations:
        if operation.kind != "service.described":
            table, row = _FACTS[operation.kind]
            changes.put(table, _fact(kitchen_id, operation) | row(operation.data))
    subjects = {subject(operation) for operation in operations if operation.kind == "service.described"}
    _put_services(changes, kitchen_id, history(subjects) if subjects else [])
    return changes


def subject(operation: Logged) -> str:
    """What a description is about: `2026-03-02/1`."""
    return f"{operation.on}/{operation.data['slot']}"


def _put_services(changes: Changes, kitchen_id: int, said: list[Logged]) -> None:
    services: dict[str, list[Logged]] = defaultdict(list)
    for operation in said:
        services[subject(operation)].append(operation)
    for edits in services.values():
        entry = fold(edits, "slot")
        key = {"kitchen_id": kitchen_id, "on": date.fromisoformat(edits[0].on), "slot": edits[0].data["slot"]}
        values = {name: entry.values.get(name) for name in FIELDS}
        changes.put(Service.__table__, key | values | {"conflicts": len(entry.conflicts)})


def _fact(kitchen_id: int, operation: Logged) -> dict[str, Any]:
    return {
        "kitchen_id": kitchen_id,
        "id": operation.id,
        "seq": operation.seq,
        "undone_seq": operation.undone_seq,
        "on": date.fromisoformat(operation.on),
        "slot": operation.data["slot"],
    }


def _skipped(data: dict[str, Any]) -> dict[str, Any]:
    return {"reason": data.get("reason")}


def _served(data: dict[str, Any]) -> dict[str, Any]:
    return {
        "person": data["person"],
        "again": data.get("again", 0),
        "ration_class": data["class"],
        "price_cents": data["price_cents"],
        "bracket": data.get("bracket"),
        "sex": data.get("sex"),
    }


def _counted(data: dict[str, Any]) -> dict[str, Any]:
    return {
        "counts": msgspec.json.encode(data["counts"]).decode(),
        "prices": msgspec.json.encode(data.get("prices", {})).decode(),
        "replaces": msgspec.json.encode(data.get("replaces", [])).decode(),
    }


_FACTS: dict[str, tuple[Any, Any]] = {
    "service.skipped": (SkippedService.__table__, _skipped),
    "rations.served": (NamedRation.__table__, _served),
    "rations.counted": (CountedRations.__table__, _counted),
}
