"""Reading a batch: operations out of groups and columns, as the JSON that they were; nothing is judged here."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

import msgspec

from app.sync.compact.columns import values
from app.sync.compact.shorthand import FIELDS, KINDS
from app.sync.compact.write import FIRST

_list = msgspec.json.Decoder(list[msgspec.Raw])
_encode = msgspec.json.encode


class TooMuch(ValueError):
    """It says more operations, or longer ones, than one request may."""


@dataclass
class Batch:
    """What came of a batch, and how many operations and bytes it may become."""

    parts: list[msgspec.Raw]
    most: int
    longest: int
    #: What each operation has beside kind, version and form.
    outer: tuple[str, ...]

    def operations(self) -> list[bytes]:
        """The JSON of each operation, in order; raises `TooMuch`, or ValueError for what is no batch."""
        if not self.parts:
            return []
        order = [ord(character) - FIRST for character in msgspec.json.decode(self.parts[0], type=str)]
        if len(order) > self.most:
            raise TooMuch
        groups = [_list.decode(part) for part in self.parts[1 + len(self.outer) :]]
        counts = Counter(order)
        if any(not 0 <= place < len(groups) for place in counts):
            raise ValueError("no such group")
        wholes = {place for place in counts if bytes(groups[place][0]) == b"[]"}
        heads = self._objects(self.outer, self.parts[1 : 1 + len(self.outer)], sum(place not in wholes for place in order))
        forms = [self._told(group, counts[place], place in wholes) for place, group in enumerate(groups)]
        return [next(forms[place]) if place in wholes else b"{%s,%s}" % (next(heads), next(forms[place])) for place in order]

    def _told(self, group: list[msgspec.Raw], count: int, whole: bool) -> Iterator[bytes]:
        return iter(self._values(group[1], count)) if whole else self._forms(group, count)

    def _forms(self, group: list[msgspec.Raw], count: int) -> Iterator[bytes]:
        """Kind, version, `data` and `base` of a group's operations."""
        kind, version, *parts = _header(bytes(group[0]))
        columns, said = group[1:], []
        self._spend(count * (len(kind) + len(version)))
        for name, fields in zip((b"data", b"base"), parts, strict=False):
            mine, columns = columns[: len(fields)], columns[len(fields) :]
            said.append([b'"%s":{%s}' % (name, inside) for inside in self._objects(fields, mine, count)])
        return (b'"kind":%s,"v":%s,%s' % (kind, version, b",".join(row)) for row in zip(*said, strict=True))

    def _objects(self, names: tuple[str, ...], columns: list[msgspec.Raw], count: int) -> Iterator[bytes]:
        """The inside of objects with these names, whose values are in these columns."""
        self._spend(count * sum(map(len, names)))
        pairs = zip(names, columns, strict=True)
        told = [[b"%s:%s" % (_encode(name), value) for value in self._values(column, count)] for name, column in pairs]
        return (b",".join(row) for row in zip(*told, strict=True)) if told else iter([b""] * count)

    def _values(self, column: msgspec.Raw, count: int) -> list[bytes]:
        found = values(_list.decode(column), count)
        self._spend(sum(map(len, found)) + count)
        return found

    def _spend(self, length: int) -> None:
        """A few letters may say that they are many, so what they become is counted before it is made."""
        self.longest -= length
        if self.longest < 0:
            raise TooMuch


def _header(header: bytes) -> tuple[bytes, bytes, *tuple[tuple[str, ...], ...]]:
    """Kind and version of a group as JSON, and the names of its fields in `data` and, if it has one, in `base`."""
    if header[1:2] == b'"':
        kind, version, *parts = msgspec.json.decode(header, type=list[msgspec.Raw])
        return bytes(kind), bytes(version), *(msgspec.json.decode(part, type=tuple[str, ...]) for part in parts)
    number, *bits = msgspec.json.decode(header, type=list[int])
    if not 0 <= number < len(KINDS) or any(not 0 <= of < 1 << len(FIELDS[number]) for of in bits):
        raise ValueError("no such line")
    return _encode(KINDS[number]), b"1", *(tuple(name for bit, name in enumerate(FIELDS[number]) if of >> bit & 1) for of in bits)
