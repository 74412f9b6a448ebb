"""What everybody is measured on: the standard month, and a day of the same people after it."""

from datetime import date
from typing import Any

from bench.standard_day import operations
from bench.standard_month import month

AFTER = date(2026, 4, 1)


def ours() -> tuple[list[list[dict[str, Any]]], list[dict[str, Any]]]:
    """The month, as it was pushed day by day, and the next day's work, as operations."""
    roll, *days = month()
    return [roll, *days], operations(2, AFTER, [person["id"] for person in roll])


def theirs() -> dict[str, list[dict[str, Any]]]:
    """The same, in order, as peers keep it: flat, our ids and whole seconds with it, without what only our protocol needs."""
    days, day = ours()
    return {"month": [_flat(operation) for some in days for operation in some], "day": [_flat(operation) for operation in day]}


def _flat(operation: dict[str, Any]) -> dict[str, Any]:
    head = {name: operation[name] for name in ("id", "kind", "on", "by", "at")}
    return {**head, **operation["data"]}
