"""Writing a batch: operations in groups of one kind and shape, and their values in columns, each written in the shortest way."""

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from math import gcd
from typing import Any

import msgspec

from app.books.fields import ID
from app.sync.compact.digits import packed
from app.sync.compact.shorthand import FIELDS, LINE, LINES

#: What every operation of a batch has beside kind, version and form: as a phone sends it, and as it is told.
SENT: tuple[str, ...] = ("id", "on", "by", "at")
TOLD = (*SENT, "seq", "device", "received_at")
#: The character of the first group.
FIRST = 48
#: Whole numbers between these are told as such: their differences are still exact in JavaScript.
LARGEST = 2**50

_ID = re.compile(ID)
_encode = msgspec.json.encode


def batch(operations: Sequence[dict[str, Any]], known: int = len(LINES), outer: Sequence[str] = SENT) -> list[Any]:
    """Operations in the compact form, for a reader who knows the first `known` lines of the shorthand.

    An erased one, or one of another shape, travels as it is.
    """
    if not operations:
        return []
    groups: dict[bytes, tuple[list[Any], list[list[Any]]]] = {}
    order, heads = [], []
    for operation in operations:
        header, row = _shape(operation, known, outer)
        order.append(groups.setdefault(_encode(header), (header, [])))
        order[-1][1].append(row)
        if header:
            heads.append([operation[name] for name in outer])
    place = {id(group[1]): chr(FIRST + number) for number, group in enumerate(groups.values())}
    said = "".join(place[id(group[1])] for group in order)
    return [said, *_columns(heads, len(outer)), *([header, *_columns(rows, len(rows[0]))] for header, rows in groups.values())]


def _shape(operation: Any, known: int, outer: Sequence[str]) -> tuple[list[Any], list[Any]]:
    """The header of an operation's group, and its form's values in the order of the columns."""
    if type(operation) is not dict or operation.keys() - {"base"} != {"kind", "v", "data", *outer}:
        return [], [operation]
    kind, parts = operation["kind"], [operation[part] for part in ("data", "base") if part in operation]
    if type(kind) is not str or not all(type(part) is dict for part in parts):
        return [], [operation]
    number = LINE.get(kind, known) if type(operation["v"]) is int and operation["v"] == 1 else known
    if number < known and not any(part.keys() - set(FIELDS[number]) for part in parts):
        fields = FIELDS[number]
        bits = [sum(1 << bit for bit, name in enumerate(fields) if name in part) for part in parts]
        return [number, *bits], [part[name] for part in parts for name in fields if name in part]
    return [kind, operation["v"], *(list(part) for part in parts)], [value for part in parts for value in part.values()]


def _columns(rows: list[list[Any]], width: int) -> Iterable[list[Any]]:
    return (_column([row[place] for row in rows]) for place in range(width)) if rows else ([None] for _ in range(width))


def _column(values: list[Any]) -> list[Any]:
    if all(type(value) is int and -LARGEST < value < LARGEST for value in values):
        return min(_numbers(values), _listed(values), key=_length)
    if all(type(value) is str and _ID.match(value) for value in values):
        return _ids(values)
    return _listed(values)


def _listed(values: list[Any]) -> list[Any]:
    """Each different value once, and which of them comes when; or the only one."""
    texts = [_encode(value) for value in values]
    places = {text: place for place, text in enumerate(dict.fromkeys(texts))}
    listed = [msgspec.Raw(text) for text in places]
    return listed if len(listed) == 1 else [_numbers([places[text] for text in texts]), *listed]


def _ids(values: list[str]) -> list[Any]:
    starts = [value[:24].replace("-", "") for value in values]
    places = {start: place for place, start in enumerate(dict.fromkeys(starts))}
    which = [_numbers([places[start] for start in starts])] if len(places) > 1 else []
    return [*places, *which, _numbers([int(value[24:], 16) for value in values])]


def _numbers(values: list[int]) -> list[Any]:
    steps = [after - before for before, after in pairwise(values)]
    if not any(steps):
        return values[:1]
    if len(set(steps)) == 1:
        return [values[0], steps[0]]
    differences = _packed(steps)
    return min([_packed(values), *([[values[0], *differences]] if len(differences) == 3 else [])], key=_length)


def _packed(values: list[int]) -> list[Any]:
    least = min(values)
    step = gcd(*(value - least for value in values))
    digits = [(value - least) // step for value in values]
    size = max(digits) + 1
    return [least, size, packed(size, digits), *([step] if step > 1 else [])]


def _length(column: list[Any]) -> int:
    return len(_encode(column))
