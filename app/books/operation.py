"""An operation as the log holds it, and what a book answers when it has read some."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

import msgspec
from sqlalchemy import Table


class Logged(msgspec.Struct, frozen=True):
    """An accepted operation. `undone_seq` is the place of the undo in the log, None while it stands; `erased` says that its
    personal fields were taken away."""

    id: str
    seq: int
    kind: str
    on: str
    by: str
    at: int
    data: dict[str, Any]
    base: dict[str, Any] | None = None
    undone_seq: int | None = None
    erased: bool = False


#: All that the log holds about some subjects of a registry, in `seq` order.
History = Callable[[Iterable[str]], list[Logged]]


@dataclass
class Changes:
    """Rows to put (by primary key) and the business days they touch. All rows of a table have the same columns."""

    rows: dict[Table, list[dict[str, Any]]] = field(default_factory=dict)
    days: set[str] = field(default_factory=set)

    def put(self, table: Any, row: dict[str, Any]) -> None:
        """Add one row."""
        self.rows.setdefault(table, []).append(row)
