"""What a batch means for the books: each reads its share of what is written and undone. Leaves: their rows, and the days that must be
counted again."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from msgspec.structs import replace
from sqlalchemy import Connection, Table

from app.books import kinds
from app.books.operation import Logged
from app.rows import Part
from app.sync import log
from app.sync.models import TouchedDay


@dataclass(frozen=True)
class History:
    """What was said of a kitchen's people and services, in its log and in the batch, whether that is in the log yet or not. Of those who
    are `fresh` the log said nothing before."""

    connection: Connection
    kitchen_id: int
    fresh: frozenset[str]

    def told(self, subjects: Iterable[str], batch: Sequence[Logged]) -> list[Logged]:
        """All of it, in `seq` order."""
        asked = set(subjects)
        known = log.about(self.connection, self.kitchen_id, asked - self.fresh) if asked - self.fresh else []
        here = (operation for operation in batch if log.subject_of(operation) in asked)
        said = {operation.seq: operation for operation in (*known, *here)}
        return [said[seq] for seq in sorted(said)]


def read(history: History, said: Iterable[Logged], gone: Mapping[str, int], last: int) -> list[Part]:
    """Let the books read operations, in `seq` order. `gone`: by id, at which `seq` it was undone; `last`: where the log ends."""
    batch = [_with_undo(operation, gone) for operation in said]
    shares: dict[Callable[..., Any], list[Logged]] = defaultdict(list)
    for operation in batch:
        for apply in kinds.READERS[operation.kind]:
            shares[apply].append(operation)
    days: set[str] = set()
    rows: dict[Table, list[dict[str, Any]]] = defaultdict(list)
    for apply, share in shares.items():
        changes = apply(history.kitchen_id, share, lambda subjects: history.told(subjects, batch))
        for table, table_rows in changes.rows.items():
            rows[table] += table_rows
        days |= changes.days
    touched = {"kitchen_id": history.kitchen_id, "seq": last}
    rows[TouchedDay.__table__] = [touched | {"on": date.fromisoformat(day)} for day in sorted(days)]
    return [(table, table_rows, "replace") for table, table_rows in rows.items()]


def _with_undo(operation: Logged, gone: Mapping[str, int]) -> Logged:
    """A server's operation is not undone (docs/sync.md), so no book ever hears that it was."""
    if operation.id in gone and operation.kind in kinds.OF_PHONES:
        return replace(operation, undone_seq=gone[operation.id])
    return operation
