"""What a kitchen's notebook says of a day, note by note, without anybody's name: the rows beneath every figure.

Only what is open in the log is read; what belongs to a person is sealed there and stays so. Named plates are told by how many they are.
"""

import json
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, select

from app.sync.models import Operation, Undone

#: The kinds from which figures are counted, by how their names begin.
COUNTED = ("service.", "rations.", "food.", "subsidy.", "cash.", "income.", "dues.", "credit.")
#: What only points at something else.
POINTERS = frozenset({"person", "target", "replaces", "with", "delivery", "slot", "again", "bracket", "sex"})


@dataclass
class Note:
    """Something that was written: `times` alike, last received at `received_at` (UTC). `writers` are what stands in `by`.

    `standing` is stands, undone, or corrected by a later note (in the classes that it names)."""

    kind: str
    data: dict[str, Any]
    standing: str
    writers: set[str]
    received_at: datetime
    times: int = 1


def of_day(connection: Connection, kitchen_id: int, on: date) -> list[Note]:
    """The notes of a day in the order in which the server took them; named plates alike in class and price are one."""
    rows = [row for row in _rows(connection, kitchen_id, on) if row.kind.startswith(COUNTED)]
    read = [(row, json.loads(row.data)) for row in rows]
    corrected = {named for row, data in read if not row.undone for named in data.get("replaces", ())}
    notes: dict[Any, Note] = {}
    for row, data in read:
        standing = "undone" if row.undone else "corrected" if row.id in corrected else "stands"
        shown = {name: value for name, value in data.items() if name not in POINTERS and value is not None}
        alike = (json.dumps(shown, sort_keys=True), standing) if row.kind == "rations.served" else row.id
        if alike in notes:
            _add(notes[alike], row)
        else:
            notes[alike] = Note(row.kind, shown, standing, {row.by}, row.received_at)
    return list(notes.values())


def _add(note: Note, row: Any) -> None:
    note.times += 1
    note.writers.add(row.by)
    note.received_at = max(note.received_at, row.received_at)


def _rows(connection: Connection, kitchen_id: int, on: date) -> Any:
    table, gone = Operation.__table__.c, Undone.__table__.c
    columns = select(table.id, table.kind, table.data, table.by, table.received_at, gone.seq.label("undone"))
    joined = columns.outerjoin(Undone.__table__, (gone.kitchen_id == table.kitchen_id) & (gone.target == table.id))
    return connection.execute(joined.where(table.kitchen_id == kitchen_id, table.on == on).order_by(table.seq))
