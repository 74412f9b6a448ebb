"""Writing one batch into a kitchen's log, under the lock of its notebook: answers, log, undos, books and touched days together."""

import logging
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from app import clock
from app.database import writing
from app.rows import Part, insert_all
from app.sync import erasure, held, into_books, lock, log, standing
from app.sync.answer import Answer
from app.sync.judge import Judged
from app.sync.models import Notebook, OperationId, Undone

logger = logging.getLogger(__name__)

_notebook = Notebook.__table__

#: Why nobody can accept it, whoever offers it.
FINAL = ("fork", "rejected")
#: What an operation that cannot be written may raise.
FAULTS = (DBAPIError, ArithmeticError, LookupError, TypeError, ValueError)


@dataclass(frozen=True)
class Written:
    """The answers to a batch, in its order, and where the log ended before it."""

    answers: list[Answer]
    before: lock.End


def write_batch(kitchen_id: int, judged: Sequence[Judged], device_id: str | None, closed: bool = False) -> Written:
    """Write judged operations in one transaction. If that fails, again one by one, so that the one at fault is held alone (rule 3)."""
    reasons = [operation.reason for operation in judged]
    try:
        with writing() as connection:
            return Batch(connection, kitchen_id, device_id, closed).write(judged)
    except FAULTS:
        logger.exception("%d operations of kitchen %d could not be written together", len(judged), kitchen_id)
    for operation, reason in zip(judged, reasons, strict=True):
        operation.reason = reason
    with writing() as connection:
        return Batch(connection, kitchen_id, device_id, closed, one_by_one=True).write(judged)


class Batch:
    """One batch on its way into the log of one kitchen. Lives as long as its transaction."""

    def __init__(self, connection: Connection, kitchen_id: int, device_id: str | None, closed: bool = False, *, one_by_one: bool = False):
        self.connection, self.kitchen_id, self.device_id, self.closed = connection, kitchen_id, device_id, closed
        self.one_by_one, self.received_at = one_by_one, clock.now()
        self._rejections: dict[tuple[str | None, bytes], str] = {}
        self._unproved: set[str | None] = set()
        self.before = lock.take(connection, kitchen_id)
        self.seq, self.rejects = self.before.seq, self.before.rejects

    def write(self, judged: Sequence[Judged]) -> Written:
        """Write what can be written, hold the rest, and answer each in the order given."""
        self.standing = self._stands(judged)
        known = {found.id: (found.seq, found.body_mac) for found in self.standing.known.values()}
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
        told = [answer or _first_or_repeated(fresh, str(o.id)) for o, answer in zip(judged, answers, strict=True)]
        return Written(told, self.before)

    def _stands(self, judged: Sequence[Judged]) -> standing.Standing:
        own = {o.id for o in judged if o.id}
        undone = {str(o.body["data"]["target"]) for o in judged if not o.reason and o.body and o.declaration.undoes}
        rejections = {self._rejection(o) for o in judged if o.id} if self.rejects else ()
        subjects = {said for o in judged if not o.reason and o.body and (said := log.subject(o.declaration, o.body))}
        return standing.of(self.connection, self.kitchen_id, own | undone, rejections, subjects)

    def _rejection(self, operation: Judged) -> str:
        """The id that a rejection of this very body would have, made once: a MAC for each of a batch is felt."""
        made = self._rejections.get((operation.id, operation.mac))
        if made is None:
            made = self._rejections[operation.id, operation.mac] = held.rejection_id(self.kitchen_id, operation.key)
        return made

    def _close(self, judged: Sequence[Judged], known: Collection[str]) -> None:
        """What was rejected waits no longer, whichever came first, the rejection or what it is about (rule 3)."""
        said = {str(o.id) for o in judged if o.body.get("kind") == "operation.rejected" and not o.reason}
        if self.rejects:
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
        if not reason and self.rejects and self._rejection(operation) in known:
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
        if self.one_by_one:
            return {str(o.id): Answer(o.id, "accepted", seq=self.seq) if self._try(o) else self._hold(o, "write") for o in new}
        first = self.seq + 1
        if new:
            self._lay_down(new)
        return {str(o.id): Answer(o.id, "accepted", seq=first + n) for n, o in enumerate(new)}

    def _try(self, operation: Judged) -> bool:
        last = self.seq
        try:
            with self.connection.begin_nested():
                self.standing = self._stands([operation])
                self._lay_down([operation])
        except FAULTS:
            logger.exception("an operation of kitchen %d could not be written", self.kitchen_id)
            self.seq = last
            return False
        return True

    def _lay_down(self, new: list[Judged]) -> None:
        rows = [self._row(seq, o) for seq, o in enumerate(new, self.seq + 1)]
        ids = [self._id(seq, o) for seq, o in enumerate(new, self.seq + 1)]
        undos, rejects = self._undos(new), self.rejects or any(o.kind == "operation.rejected" for o in new)
        self.seq += len(new)
        parts: list[Part] = [
            # No ON CONFLICT: under the lock nobody else can have written these ids. If somebody did, the primary key says so.
            (OperationId.__table__, ids, "error"),
            (log.operations, rows, "error"),
            (Undone.__table__, undos, "pass"),
            (_notebook, [{"kitchen_id": self.kitchen_id, "seq": self.seq, "rejects": rejects}], "replace"),
        ]
        if any(row["subject"] and "/" not in row["subject"] for row in rows):  # of people: the books must see who is erased
            insert_all(self.connection, *parts)
            parts = []
        written = {row["seq"]: o for row, o in zip(rows, new, strict=True)}
        insert_all(self.connection, *parts, *self._for_the_books(written, rows, undos))
        if settled := self.standing.settled_by(new):
            held.accepted(self.connection, self.kitchen_id, settled)

    def _id(self, seq: int, operation: Judged) -> dict[str, Any]:
        return {"kitchen_id": self.kitchen_id, "id": operation.id, "seq": seq, "body_mac": erasure.remembered(operation)}

    def _row(self, seq: int, operation: Judged) -> dict[str, Any]:
        row = log.row(self.kitchen_id, seq, operation.body, *(operation.told or (self.device_id, self.received_at)))
        return row | {"erased": operation.tombstone}

    def _undos(self, new: list[Judged]) -> list[dict[str, Any]]:
        """The marks of what is undone, those too of what has not arrived yet; the first undo stands."""
        said = [(seq, o.body["data"]["target"]) for seq, o in enumerate(new, self.seq + 1) if o.declaration.undoes]
        return [{"kitchen_id": self.kitchen_id, "target": target, "seq": seq} for seq, target in said]

    def _for_the_books(self, written: dict[int, Judged], rows: list[dict[str, Any]], undos: list[dict[str, Any]]) -> Iterable[Part]:
        """What the books make of what is written and what is undone. Rows from which an erasure took something are read back."""
        erased = erasure.erase(self.connection, self.kitchen_id, {str(row["subject"]) for row in rows if row["subject"]})
        changed = {row["seq"] for row in rows if row["subject"] in erased}
        earlier = {self.standing.known[mark["target"]].seq for mark in undos if mark["target"] in self.standing.known}
        said = {seq: log.just_written(o, seq) for seq, o in written.items() if seq not in changed}
        said |= {row.seq: log.logged(row) for row in log.at(self.connection, self.kitchen_id, changed | earlier)}
        gone = {mark["target"]: mark["seq"] for mark in reversed(undos)} | self.standing.gone
        history = into_books.History(self.connection, self.kitchen_id, self.standing.fresh)
        return into_books.read(history, [said[seq] for seq in sorted(said)], gone, self.seq)


def _first_or_repeated(fresh: dict[str, Answer], operation_id: str) -> Answer:
    """The first of a batch's twins is accepted, the others repeat it."""
    answer = fresh[operation_id]
    if answer.answer == "accepted":
        fresh[operation_id] = Answer(operation_id, "repeated", seq=answer.seq)
    return answer
