"""Writing one batch into a kitchen's log, under the lock of its notebook: answers, log, undos, books and touched days together."""

import logging
from collections import defaultdict
from collections.abc import Callable, Collection, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection, select
from sqlalchemy.exc import DBAPIError

from app import clock
from app.books import kinds
from app.books.operation import Logged
from app.database import insert_new, put
from app.sync import erasure, held, log
from app.sync.answer import Answer
from app.sync.judge import Judged
from app.sync.models import Notebook, OperationId, TouchedDay, Undone

logger = logging.getLogger(__name__)

#: What stands for the MAC of an erased operation that came back from a page, without its original: whatever has its id repeats it.
TOMBSTONE = b""
#: Why nobody can accept it, whoever offers it.
FINAL = ("fork", "rejected")


class Batch:
    """One batch on its way into the log of one kitchen. Lives as long as its transaction."""

    def __init__(self, connection: Connection, kitchen_id: int, device_id: str | None, closed: bool = False):
        self.connection, self.kitchen_id, self.device_id, self.closed = connection, kitchen_id, device_id, closed
        self.received_at = clock.now()
        self.seq = self._lock()

    def _lock(self) -> int:
        """Take the kitchen's row, under which `seq` grows without gaps (rule 2); other kitchens go on writing."""
        table = Notebook.__table__
        insert_new(self.connection, table, [{"kitchen_id": self.kitchen_id, "seq": 0}])
        last = select(table.c.seq).where(table.c.kitchen_id == self.kitchen_id).with_for_update()
        return int(self.connection.execute(last).scalar_one())

    def write(self, judged: Sequence[Judged]) -> list[Answer]:
        """Write what can be written, hold the rest, and answer each in the order given."""
        known = {found.id: (found.seq, found.body_mac) for found in self._known(judged)}
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
        self.connection.execute(Notebook.__table__.update().where(Notebook.kitchen_id == self.kitchen_id).values(seq=self.seq))
        return [answer or _first_or_repeated(fresh, str(o.id)) for o, answer in zip(judged, answers, strict=True)]

    def _known(self, judged: Sequence[Judged]) -> Sequence[Any]:
        asked = {o.id for o in judged if o.id} | {held.rejection_id(self.kitchen_id, o.key) for o in judged if o.id}
        return list(log.known(self.connection, self.kitchen_id, asked).values())

    def _close(self, judged: Sequence[Judged], known: Collection[str]) -> None:
        """What was rejected waits no longer, whichever came first, the rejection or what it is about (rule 3)."""
        said = {str(o.id) for o in judged if o.body.get("kind") == "operation.rejected" and not o.reason}
        said |= {held.rejection_id(self.kitchen_id, o.key) for o in judged if o.reason and o.id} & set(known)
        seqs = {row.seq for row in log.known(self.connection, self.kitchen_id, said).values()}
        for rejection in log.at(self.connection, self.kitchen_id, seqs):
            held.rejected(self.connection, self.kitchen_id, rejection)

    def _without_writing(self, operation: Judged, known: dict[str, tuple[int, bytes]], new: dict[str, Judged]) -> Answer | None:
        """The answer to what does not enter the log: a repetition, or something to hold. None for what is new and good,
        and for its like later in the same batch."""
        seq, body_mac = known.get(operation.id or "", (None, None))
        # The server's own ids are made from their cause: the same id is the same act, whatever the clock said.
        own = (operation.told[0] if operation.told else self.device_id) is None
        same = operation.tombstone or body_mac in (operation.mac, TOMBSTONE) or own
        if seq is not None and same:
            return Answer(operation.id, "repeated", seq=seq)
        twin = new.get(operation.id or "")
        reason = operation.reason or ("tombstone" if operation.tombstone and not operation.told else "")
        if not reason and held.rejection_id(self.kitchen_id, operation.key) in known:
            reason = "rejected"
        if seq is not None or (twin and twin.mac != operation.mac):
            reason = "fork"
        if self.closed and reason not in FINAL:
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
        ids = [{"kitchen_id": self.kitchen_id, "id": o.id, "seq": first + n, "body_mac": o.mac} for n, o in enumerate(new)]
        # No ON CONFLICT: under the lock nobody else can have written these ids. If somebody did, the primary key says so.
        self.connection.execute(OperationId.__table__.insert(), ids)
        self.connection.execute(log.operations.insert(), rows)
        undos = [(o.body["data"]["target"], row["seq"]) for o, row in zip(new, rows, strict=True) if o.declaration.undoes]
        self._undo(undos)
        erasure.erase(self.connection, self.kitchen_id, {str(row["subject"]) for row in rows if row["subject"]})
        self._read_into_books({row["seq"] for row in rows}, {target for target, _ in undos}, first + len(new) - 1)
        held.accepted(self.connection, self.kitchen_id, [o.key for o in new])

    def _row(self, seq: int, operation: Judged) -> dict[str, Any]:
        row = log.row(self.kitchen_id, seq, operation.body, *(operation.told or (self.device_id, self.received_at)))
        return row | {"erased": operation.tombstone}

    def _undo(self, undos: list[tuple[str, int]]) -> None:
        """Mark the targets, those too that have not arrived yet; the first undo stands."""
        rows = [{"kitchen_id": self.kitchen_id, "target": target, "seq": seq} for target, seq in undos]
        insert_new(self.connection, Undone.__table__, rows)

    def _read_into_books(self, seqs: set[int], targets: set[str], last: int) -> None:
        """Let each book read what is new of it and what was undone of it, and write what it answers."""
        earlier = {found.seq for found in log.known(self.connection, self.kitchen_id, targets).values()}
        rows = log.at(self.connection, self.kitchen_id, seqs | earlier)
        gone = log.undone(self.connection, self.kitchen_id, {row.id for row in rows})
        shares: dict[Callable[..., Any], list[Logged]] = defaultdict(list)
        for row in rows:
            # A server's operation is not undone (docs/sync.md), so no book ever hears that it was.
            undoable = kinds.BY_NAME[row.kind, row.v].author == "phone"
            operation = log.logged(row, gone.get(row.id) if undoable else None)
            for apply in kinds.READERS[row.kind]:
                shares[apply].append(operation)
        days: set[str] = set()
        for apply, share in shares.items():
            changes = apply(self.kitchen_id, share, lambda about: log.about(self.connection, self.kitchen_id, about))
            for table, table_rows in changes.rows.items():
                put(self.connection, table, table_rows)
            days |= changes.days
        touched = [{"kitchen_id": self.kitchen_id, "on": date.fromisoformat(day), "seq": last} for day in sorted(days)]
        put(self.connection, TouchedDay.__table__, touched)


def _first_or_repeated(fresh: dict[str, Answer], operation_id: str) -> Answer:
    """The first of a batch's twins is accepted, the others repeat it."""
    answer = fresh[operation_id]
    if answer.answer == "accepted":
        fresh[operation_id] = Answer(operation_id, "repeated", seq=answer.seq)
    return answer
