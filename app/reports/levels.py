"""The totals of a report: its rows added by the federation's tree and by the territory, from the very rows that stand in it."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from app.federation.models import LEVELS
from app.reports.span import Span
from app.words import say

#: A row by the names of its columns, with the units `above` its kitchen.
Told = dict[str, Any]
#: The same, and its values in the order of the columns that add.
Valued = tuple[Told, list[int | None]]
#: The code and the name of what a row is added to; None where it belongs to nothing of that level.
Key = Callable[[Told], tuple[str, str] | None]


def totals(rows: Iterable[Told], unit: Any, span: Span, columns: Sequence[str], by: Sequence[str] = ()) -> list[Told]:
    """One row a unit and place, the largest first: the report's own unit, the units below it, then departments, provinces, districts.

    With `by` one for each different value of these columns in it; rows that have none are left out.
    """

    def added(level: str, key: Key, members: list[Valued]) -> list[Told]:
        return _level(level, key, members, columns, by)

    found = _valued((row for row in rows if all(name in row for name in by)), columns)
    districts = added("place_district", _place("district", 6), found)
    inside = [level for level in ("provincial", "district") if LEVELS.index(level) > LEVELS.index(unit.level)]
    whole = _valued(districts, columns)  # every row lies in a district: what is larger is added from these
    made = added(unit.level, lambda _: (unit.code, unit.name), whole)
    made += [total for level in inside for total in added(level, _above(level), found)]
    for name, length in (("department", 2), ("province", 4)):
        made += added(f"place_{name}", _place(name, length), whole)
    return [total | {"period": span.name} for total in made + districts]


def _valued(rows: Iterable[Told], columns: Sequence[str]) -> list[Valued]:
    return [(row, list(map(row.get, columns))) for row in rows]


def _above(level: str) -> Key:
    return lambda row: row["above"].get(level)


def _place(name: str, length: int) -> Key:
    return lambda row: (row["ubigeo"][:length], row[name])


def _level(level: str, key: Key, rows: list[Valued], columns: Sequence[str], by: Sequence[str]) -> list[Told]:
    groups: dict[tuple[str, ...], list[Valued]] = {}
    for valued in rows:
        row = valued[0]
        if (whose := key(row)) is not None:
            groups.setdefault((*whose, *(row[name] for name in by)), []).append(valued)
    word = say("reports", "level", name=level)
    return [
        {"level": word, "code": code, "name": name}
        | _place_names(level, members[0][0])
        | dict(zip(by, values, strict=True))
        | _sums(members, columns)
        for (code, name, *values), members in sorted(groups.items())
    ]


def _place_names(level: str, row: Told) -> dict[str, str]:
    """What a place lies in, and itself, in the columns of the territory."""
    lengths = {"place_department": 2, "place_province": 4, "place_district": 6}
    if level not in lengths:
        return {}
    columns = ("department", "province", "district")[: lengths[level] // 2]
    return {name: row[name] for name in columns} | {"ubigeo": row["ubigeo"][: lengths[level]]}


def _sums(members: list[Valued], columns: Sequence[str]) -> dict[str, int]:
    """The columns added over the rows that have them; absent where none has."""
    vectors = [vector for _, vector in members]
    if not any(None in vector for vector in vectors):  # nearly always, and four times as fast
        return dict(zip(columns, map(sum, zip(*vectors, strict=True)), strict=True))
    known = ([value for value in values if value is not None] for values in zip(*vectors, strict=True))
    return {name: sum(values) for name, values in zip(columns, known, strict=True) if values}
