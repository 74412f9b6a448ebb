"""What a report is before it is a file: columns, rows, and the checksum that is the same in whatever format they leave."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import chain, islice
from typing import Any, Self

import msgspec
from sqlalchemy import Connection, select

from app.federation.models import LEVELS, Unit
from app.reports.span import Span
from app.rollups import fresh
from app.words import say


@dataclass(frozen=True)
class Column:
    """A column: its name for programs, its heading for people, and what it holds: text, date (`YYYY-MM-DD`), or whole
    numbers of a unit of measure."""

    name: str
    heading: str
    unit: str = "text"


Row = Sequence[str | int | None]
#: Rows that go through a writer together.
AT_ONCE = 500
#: A label and what it says, in the words of whoever reads.
Remark = tuple[str, str]


@dataclass
class Report:
    """The content of a file: `rows`, `totals` with the same columns, and `details` with columns of their own.

    `cutoff` (UTC) is the instant until which everything that was received is counted. None in a row is an empty cell. `rows` may come
    one by one out of the database: a writer goes through `lines()` once, then through `totals`, then through the rest, which the rows
    may have filled on their way: `details` and `remarks`.
    """

    name: str
    title: str
    scope: str
    scope_name: str
    span: Span
    cutoff: datetime
    columns: list[Column]
    rows: Iterable[Row]
    totals: list[Row] = field(default_factory=list)
    detail_columns: list[Column] = field(default_factory=list)
    details: list[Row] = field(default_factory=list)
    #: The notes on how to read it, by their names in templates/reports/words.txt, and what only this file has to say.
    notes: tuple[str, ...] = ()
    remarks: list[Remark] = field(default_factory=list)
    #: Who takes it, in words, and why where a reason is asked.
    taken_by: str = ""
    reason: str = ""
    #: What the whole confederation is called.
    federation: str = ""
    count: int = field(default=0, init=False)
    _digest: Any = field(default=None, init=False, repr=False)

    @classmethod
    def of(
        cls,
        connection: Connection,
        name: str,
        unit: Any,
        span: Span,
        columns: list[Column],
        found: Iterable[Mapping[str, Any]],
        added: Iterable[Mapping[str, Any]],
        **content: Any,
    ) -> Self:
        """The report of this name about a unit (a row with code and name), with its title, and counted as far as the figures are.

        `found` and `added` are rows and totals, told by the columns' names; what one does not tell is an empty cell.
        """
        title, cutoff = say("reports", "title", name=name), fresh.until(connection)
        rows, totals = _cells(found, columns), _cells(added, columns)
        content["federation"] = connection.scalar(select(Unit.name).where(Unit.level == LEVELS[0])) or ""
        return cls(name, title, unit.code, unit.name, span, cutoff, columns, rows, totals, **content)

    def blocks(self) -> Iterator[list[Row]]:
        """The rows, once, many at a time: as they pass they are counted and go into the checksum."""
        self.count, self._digest = 0, hashlib.sha256(_lines([[column.name for column in self.columns]]))
        rows = iter(self.rows)
        while block := list(islice(rows, AT_ONCE)):
            self._digest.update(_lines(block))
            self.count += len(block)
            yield block

    def lines(self) -> Iterator[Row]:
        """The same, one by one."""
        return chain.from_iterable(self.blocks())

    @property
    def checksum(self) -> str:
        """SHA-256 (hex) of the columns' names and every row and total in whole units, each a JSON array without spaces and a line
        feed; to be asked after the lines have passed."""
        digest = self._digest.copy()
        digest.update(_lines(self.totals))
        return str(digest.hexdigest())


def _cells(rows: Iterable[Mapping[str, Any]], columns: Sequence[Column]) -> list[Row]:
    names = [column.name for column in columns]
    return [list(map(row.get, names)) for row in rows]


_lines = msgspec.json.Encoder().encode_lines
