"""What a report is before it is a file: columns, rows, and the checksum that is the same in whatever format they leave."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any

import msgspec


@dataclass(frozen=True)
class Column:
    """A column: its name for programs, its heading for people, and what it holds: text, date (`YYYY-MM-DD`), or whole
    numbers of a unit of measure."""

    name: str
    heading: str
    unit: str = "text"


Row = Sequence[str | int | None]


@dataclass
class Report:
    """The content of a file: `rows` of kitchens, `totals` with the same columns, and `details` of adjustments with columns of their own.

    `cutoff` (UTC) is the instant until which everything that was received is counted. None in a row is an empty cell.
    """

    name: str
    title: str
    scope: str
    scope_name: str
    period: str
    cutoff: datetime
    columns: list[Column]
    rows: list[Row]
    totals: list[Row]
    detail_columns: list[Column] = field(default_factory=list)
    details: list[Row] = field(default_factory=list)

    def everything(self) -> Iterator[Row]:
        """The rows of the kitchens, then the totals."""
        yield from self.rows
        yield from self.totals

    @cached_property
    def checksum(self) -> str:
        """SHA-256 (hex) of the columns' names and every row in whole units, each a JSON array without spaces and a line feed."""
        digest = hashlib.sha256()
        lines: Iterator[Any] = iter(([column.name for column in self.columns], *self.everything()))
        for line in lines:
            digest.update(msgspec.json.encode(line) + b"\n")
        return digest.hexdigest()
