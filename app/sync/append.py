"""The only way into the log, for phones, panel, imports and demo alike.

Enters: operations as JSON (bytes from a wire, dictionaries from our own code). Leaves: an answer for each, in their order, after the
commit; then the signal `written`.
"""

from collections.abc import Sequence
from typing import Any

import msgspec

from app.sync import erasure
from app.sync.answer import Answer
from app.sync.judge import Judged, judge
from app.sync.signals import written
from app.sync.write import Written, write_batch


def append(
    kitchen_id: int, operations: Sequence[bytes | dict[str, Any]], device_id: str | None = None, closed: bool = False
) -> list[Answer]:
    """Write operations in a kitchen's log. `device_id` is the phone they come from, None for the server's own; of one that is `closed`
    all that is new is held for a person.

    A batch is never refused whole: what cannot be accepted is held. Safe to repeat. Raises only when the database is not there.
    """
    return bring(kitchen_id, operations, device_id, closed).answers


def bring(kitchen_id: int, operations: Sequence[bytes | dict[str, Any]], device_id: str | None, closed: bool = False) -> Written:
    """The same, for who must also know where the log ended before."""
    judged = [judge(_bytes(operation), from_phone=device_id is not None) for operation in operations]
    return _write(kitchen_id, judged, device_id, closed)


def write(kitchen_id: int, judged: Sequence[Judged], device_id: str | None, closed: bool = False) -> list[Answer]:
    """The same as `append` for operations that were judged already, in this room only."""
    return _write(kitchen_id, judged, device_id, closed).answers


def _write(kitchen_id: int, judged: Sequence[Judged], device_id: str | None, closed: bool) -> Written:
    _journal_erasures(kitchen_id, judged)
    done = write_batch(kitchen_id, judged, device_id, closed)
    written.send(kitchen_id)
    return done


def _bytes(operation: bytes | dict[str, Any]) -> bytes:
    return operation if isinstance(operation, bytes) else msgspec.json.encode(operation)


def _journal_erasures(kitchen_id: int, judged: Sequence[Judged]) -> None:
    """An erasure is on the disk beside the database before it is in it."""
    for operation in judged:
        if not operation.reason and operation.body and (person := erasure.whom(operation.declaration, operation.body)):
            erasure.note(kitchen_id, person, operation.body)
