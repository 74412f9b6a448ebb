"""Writing one batch into a kitchen's log, under the lock of its notebook: answers, log, undos, books and touched days together."""

import logging
from collections import defaultdict
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import Connection, Table, bindparam, select, update
from sqlalchemy.exc import DBAPIError

from app import clock
from app.books import kinds
from app.books.operation import Logged
from app.database import insert_new
from app.rows import insert_all
from app.sync import erasure, held, log
from app.sync.answer import Answer
from app.sync.judge import Judged
from app.sync.models import Held, Notebook, OperationId, TouchedDay, Undone

logger = logging.getLogger(__name__)

_notebook, _held = Notebook.__table__, Held.__table__
# Written once, with their values bound later.
_LAST = select(_notebook.c.seq).where(_notebook.c.kitchen_id == bindparam("kitchen_id")).with_for_update()
_GROW = update(_notebook).where(_notebook.c.kitchen_id == bindparam("kitchen")).values(seq=bindparam("last"))
_WAITING = select(_held.c.body_mac, _held.c.id, _held.c.reason).where(
    _held.c.kitchen_id == bindparam("kitchen_id"), _held.c.state == "waiting"
)

#: Why nobody can accept it, whoever offers it.
FINAL = ("fork", "rejected")


class Batch:
    """One batch on its way into the log of one kitchen. Lives as long as its transaction."""

    def __init__(self, connection: Connection, kitchen_id: int, device_id: str | None, closed: bool = False):
        self.connection, self.kitchen_id, self.device_id, self.closed = connection, kitchen_id, device_id, closed
        self.received_at = clock.now()
        self._rejections: dict[tuple[str | None, bytes], str] = {}
        self._unproved: set[str | None] = set()
        self.seq = self._lock()

    def _lock(self) -> int:
        """Take the kitchen's row, under which `seq` grows without gaps (rule 2); other kitchens go on writing."""
        key = {"kitchen_id": self.kitchen_id}
        last = self.connection.scalar(_LAST, key)
        if last is None:
            insert_new(self.connection, _notebook, [key | {"seq": 0}])
            last = self.connection.execute(_LAST, key).scalar_one()
        return int(last)

    def write(self, judged: Sequence[Judged]) -> list[Answer]:
        """Write what can be written, hold the rest, and answer each in the order given."""
        known = {found.id: (found.seq, found.body_mac) for found in self._known(judged)}
        self._unproved = erasure.unproved(self.connection, self.kitchen_id, judged)
        answers: list[Answer | None] = []
        new: dict[str, Judged] = {}
        for operation in judged:
            answer = self._without_writing(operation, known, new)
            if answer is None:
                new.setdefault(str(operation.id), operation)
            answers.append(answer)
        fresh = self._accept(list(new.values()))
        self._close(judged, known)
        # Somebody erased before is not remembered again by what is held of her.
        erasure.erase(self.connection, self.kitchen_id, {about for o in judged if o.reason and (about := held.about(o))})
        self.connection.execute(_GROW, {"kitchen": self.kitchen_id, "last": self.seq})
        return [answer or _first_or_repeated(fresh, str(o.id)) for o, answer in zip(judged, answers, strict=True)]

    def _known(self, judged: Sequence[Judged]) -> Sequence[Any]:
        asked = {o.id for o in judged if o.id} | {self._rejection(o) for o in judged if o.id}
        return list(log.known(self.connection, self.kitchen_id, asked).values())

    def _rejection(self, operation: Judged) -> str:
        """The id that a rejection of this very body would have, made once: a MAC for each of a batch is felt."""
        made = self._rejections.get((operation.id, operation.mac))
        if made is None:
            made = self._rejections[operation.id, operation.mac] = held.rejection_id(self.kitchen_id, operation.key)
        return made

    def _close(self, judged: Sequence[Judged], known: Collection[str]) -> None:
        """What was rejected waits no longer, whichever came first, the rejection or what it is about (rule 3)."""
        said = {str(o.id) for o in judged if o.body.get("kind") == "operation.rejected" and not o.reason}
        said |= {self._rejection(o) for o in judged if o.reason and o.id} & set(known)
        seqs = {row.seq for row in log.known(self.connection, self.kitchen_id, said).values()}
        for rejection in log.at(self.connection, self.kitchen_id, seqs):
            held.rejected(self.connection, self.kitchen_id, rejection)

    def _without_writing(self, operation: Judged, known: dict[str, tuple[int, bytes]], new: dict[str, Judged]) -> Answer | None:
        """The answer to what does not enter the log: a repetition, or something to hold. None for what is new and good,
        and for its like later in the same batch."""
        seq, body_mac = known.get(operation.id or "", (None, None))
        # The server's own ids are made from their cause: the same id is the same act, whatever the clock said.
        own = (operation.told[0] if operation.told else self.device_id) is None
        same = operation.tombstone or body_mac in (operation.mac, erasure.TOMBSTONE) or own
        if seq is not None and same:
            return Answer(operation.id, "repeated", seq=seq)
        twin = new.get(operation.id or "")
        reason = operation.reason or ("tombstone" if operation.id in self._unproved else "")
        if not reason and self._rejection(operation) in known:
            reason = "rejected"
        if seq is not None or (twin and twin.mac != operation.mac and not (twin.tombstone or operation.tombstone)):
            reason = "fork"
        if self.closed and not operation.told and reason not in FINAL:
            reason = "closed"
        return self._hold(operation, reason) if reason else None

    def _hold(self, operation: Judged, reason: str) -> Answer:
        operation.reason = reason
        return held.hold(self.connection, self.kitchen_id, operation, self.device_id, self.received_at)

    def _accept(self, new: list[Judged]) -> dict[str, Answer]:
        """All in one savepoint; on an error again, one savepoint each, so that the one at fault is held alone (rule 3)."""
        if not new:
            return {}
        first = self.seq + 1
        if self._try(new):
            return {str(o.id): Answer(o.id, "accepted", seq=first + n) for n, o in enumerate(new)}
        return {str(o.id): Answer(o.id, "accepted", seq=self.seq) if self._try([o]) else self._hold(o, "write") for o in new}

    def _try(self, new: list[Judged]) -> bool:
        try:
            with self.connection.begin_nested():
                self._lay_down(new)
        except (DBAPIError, ArithmeticError, LookupError, TypeError, ValueError):
            logger.exception("%d operations of kitchen %d could not be written", len(new), self.kitchen_id)
            return False
        self.seq += len(new)
        return True

    def _lay_down(self, new: list[Judged]) -> None:
        first = self.seq + 1
        rows = [self._row(first + n, o) for n, o in enumerate(new)]
        ids = [{"kitchen_id": self.kitchen_id, "id": o.id, "seq": first + n, "body_mac": erasure.remembered(o)} for n, o in enumerate(new)]
        # No ON CONFLICT: under the lock nobody else can have written these ids. If somebody did, the primary key says so.
        insert_all(self.connection, (OperationId.__table__, ids, "error"), (log.operations, rows, "error"))
        undos = [(o.body["data"]["target"], row["seq"]) for o, row in zip(new, rows, strict=True) if o.declaration.undoes]
        self._undo(undos)
        erased = erasure.erase(self.connection, self.kitchen_id, {str(row["subject"]) for row in rows if row["subject"]})
        written = {row["seq"]: o for row, o in zip(rows, new, strict=True) if row["subject"] not in erased}
        self._read_into_books(written, {row["seq"] for row in rows} - written.keys(), {target for target, _ in undos})
        if waiting := self.connection.execute(_WAITING, {"kitchen_id": self.kitchen_id}).all():
            here = {o.id: o for o in new}
            held.accepted(self.connection, self.kitchen_id, [w.body_mac for w in waiting if w.id in here and _settles(here[w.id], w)])

    def _row(self, seq: int, operation: Judged) -> dict[str, Any]:
        row = log.row(self.kitchen_id, seq, operation.body, *(operation.told or (self.device_id, self.received_at)))
        return row | {"erased": operation.tombstone}

    def _undo(self, undos: list[tuple[str, int]]) -> None:
        """Mark the targets, those too that have not arrived yet; the first undo stands."""
        rows = [{"kitchen_id": self.kitchen_id, "target": target, "seq": seq} for target, seq in undos]
        insert_new(self.connection, Undone.__table__, rows)

    def _read_into_books(self, written: dict[int, Judged], changed: set[int], targets: set[str]) -> None:
        """Let each book read what was written and what was undone, and write what it answers. `changed` are places whose rows are no
        longer what was written: they are read back."""
        earlier = {found.seq for found in log.known(self.connection, self.kitchen_id, targets).values()} - written.keys()
        stored = {row.seq: row for row in log.at(self.connection, self.kitchen_id, changed | earlier)}
        gone = log.undone(self.connection, self.kitchen_id, {str(o.id) for o in written.values()} | {row.id for row in stored.values()})
        shares: dict[Callable[..., Any], list[Logged]] = defaultdict(list)
        for seq in sorted(written.keys() | stored.keys()):
            operation = log.just_written(written[seq], seq) if seq in written else log.logged(stored[seq])
            # A server's operation is not undone (docs/sync.md), so no book ever hears that it was.
            if operation.id in gone and operation.kind in kinds.OF_PHONES:
                operation = replace(operation, undone_seq=gone[operation.id])
            for apply in kinds.READERS[operation.kind]:
                shares[apply].append(operation)
        self._put(shares, max(written.keys() | changed))

    def _put(self, shares: dict[Callable[..., Any], list[Logged]], last: int) -> None:
        days: set[str] = set()
        rows: dict[Table, list[dict[str, Any]]] = defaultdict(list)
        for apply, share in shares.items():
            changes = apply(self.kitchen_id, share, lambda about: log.about(self.connection, self.kitchen_id, about))
            for table, table_rows in changes.rows.items():
                rows[table] += table_rows
            days |= changes.days
        rows[TouchedDay.__table__] = [{"kitchen_id": self.kitchen_id, "on": date.fromisoformat(day), "seq": last} for day in sorted(days)]
        insert_all(self.connection, *((table, table_rows, "replace") for table, table_rows in rows.items()))


def _settles(new: Judged, waiting: Any) -> bool:
    """Whether what is held with the id of what stands in the log now is the same: a tombstone is the same as its original."""
    return new.tombstone or waiting.reason == "tombstone" or new.key == waiting.body_mac


def _first_or_repeated(fresh: dict[str, Answer], operation_id: str) -> Answer:
    """The first of a batch's twins is accepted, the others repeat it."""
    answer = fresh[operation_id]
    if answer.answer == "accepted":
        fresh[operation_id] = Answer(operation_id, "repeated", seq=answer.seq)
    return answer
