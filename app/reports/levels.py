"""The totals of a report: its kitchens added by the federation's tree and by the territory, from the very rows that stand in it."""

from collections.abc import Callable
from typing import Any

from app.federation.models import LEVELS
from app.words import say

Kitchen = dict[str, Any]
#: The code and the name of what a kitchen is added to; None where it belongs to nothing of that level.
Key = Callable[[Kitchen], tuple[str, str] | None]


def totals(kitchens: list[Kitchen], unit: Any, period: str, columns: list[str]) -> list[dict[str, Any]]:
    """One row a unit and place, the largest first: the report's own unit, the units below it, then departments, provinces, districts."""
    return [row | {"period": period} for level, key in _levels(unit) for row in _level(level, key, kitchens, columns)]


def _levels(unit: Any) -> list[tuple[str, Key]]:
    inside = [level for level in ("provincial", "district") if LEVELS.index(level) > LEVELS.index(unit.level)]
    return [
        (unit.level, lambda _: (unit.code, unit.name)),
        *((level, _above(level)) for level in inside),
        *((f"place_{name}", _place(name, length)) for name, length in (("department", 2), ("province", 4), ("district", 6))),
    ]


def _above(level: str) -> Key:
    return lambda kitchen: kitchen["above"].get(level)


def _place(name: str, length: int) -> Key:
    return lambda kitchen: (kitchen["ubigeo"][:length], kitchen[name])


def _level(level: str, key: Key, kitchens: list[Kitchen], columns: list[str]) -> list[dict[str, Any]]:
    groups: dict[tuple[str, str], list[Kitchen]] = {}
    for kitchen in kitchens:
        if (whose := key(kitchen)) is not None:
            groups.setdefault(whose, []).append(kitchen)
    word = say("reports", "level", name=level)
    return [
        {"level": word, "code": code, "name": name} | _place_names(level, members[0]) | _sums(members, columns)
        for (code, name), members in sorted(groups.items())
    ]


def _place_names(level: str, kitchen: Kitchen) -> dict[str, str]:
    """What a place lies in, and itself, in the columns of the territory."""
    lengths = {"place_department": 2, "place_province": 4, "place_district": 6}
    if level not in lengths:
        return {}
    columns = ("department", "province", "district")[: lengths[level] // 2]
    return {name: kitchen[name] for name in columns} | {"ubigeo": kitchen["ubigeo"][: lengths[level]]}


def _sums(members: list[Kitchen], columns: list[str]) -> dict[str, int]:
    """The columns added over the kitchens that have them; absent where none has."""
    sums = {name: [kitchen[name] for kitchen in members if name in kitchen] for name in columns}
    return {name: sum(values) for name, values in sums.items() if values}
