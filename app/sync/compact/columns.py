"""Reading columns: what `count` values a column has, each as the JSON that it travelled as, so that nothing is judged or mended here."""

import re
from itertools import accumulate

import msgspec

from app.sync.compact.digits import unpacked

#: What the ids of one start of an app begin with, and how many numbers its counter has.
START, COUNTERS = re.compile(rb'"([0-9a-f]{8})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{4})"\Z'), 16**12

_numbers = msgspec.json.Decoder(list[int | str])


def values(column: list[msgspec.Raw], count: int) -> list[bytes]:
    """The values of a column; raises ValueError for what is none."""
    first, *others = [bytes(part) for part in column] or [b""]
    if not others:
        return [first] * count
    if first[:1] == b'"':
        *starts, which = [first, *others[:-1]] if others[1:] else [first, b"[0]"]
        return _ids(starts, which, others[-1], count)
    if first[:1] == b"[":
        return [others[place] for place in _places(first, count, len(others))]
    return [b"%d" % number for number in numbers(b"[%s]" % b",".join([first, *others]), count)]


def numbers(column: bytes, count: int) -> list[int]:
    """The whole numbers of a column of numbers; raises ValueError for what is none."""
    match _numbers.decode(column):
        case [int(number)]:
            return [number] * count
        case [int(first), int(step)]:
            return [first + step * place for place in range(count)]
        case [int(least), int(size), str(letters)]:
            return [least + digit for digit in unpacked(size, letters, count)]
        case [int(least), int(size), str(letters), int(step)]:
            return [least + step * digit for digit in unpacked(size, letters, count)]
        case [int(first), int(least), int(size), str(letters)]:
            steps = unpacked(size, letters, max(0, count - 1))
            return list(accumulate((least + digit for digit in steps), initial=first))[:count]
    raise ValueError("no column of numbers")


def _ids(starts: list[bytes], which: bytes, counters: bytes, count: int) -> list[bytes]:
    read = [START.match(start) for start in starts]
    before = [b"-".join(start.groups()) for start in read if start]
    if len(before) < len(starts):
        raise ValueError("no start of an id")
    places, found = _places(which, count, len(starts)), numbers(counters, count)
    if any(not 0 <= counter < COUNTERS for counter in found):
        raise ValueError("no counter of an id")
    return [b'"%s-%012x"' % (before[place], counter) for place, counter in zip(places, found, strict=True)]


def _places(column: bytes, count: int, length: int) -> list[int]:
    places = numbers(column, count)
    if any(not 0 <= place < length for place in places):
        raise ValueError("no such value")
    return places
