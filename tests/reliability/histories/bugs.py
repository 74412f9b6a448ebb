"""Protocol bugs, each of which the end check must catch: what other systems did wrong, seeded into ours from outside while a test runs.

`ON_THE_PHONE` replaces a piece of a JavaScript source as Node loads it; `ON_THE_SERVER` puts another function in the place of ours.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest
from flask import g, has_request_context
from sqlalchemy import Connection, select

from app.books import registry
from app.sync import cursor, epoch, exchange, held, log, mark, wire
from app.sync.answer import Answer
from app.sync.append import bring
from app.sync.judge import Judged, judge
from app.sync.standing import Standing
from app.sync.write import Batch, Written

Seed = Callable[[pytest.MonkeyPatch], None]

HANDED = "await keepIdentity(database, { handed });"
FORGET_OUTBOX = 'await database.commit(["outbox"], (transaction) => transaction.objectStore("outbox").clear());'
ASKED = "const response = await ask("
MEANT = 'if (meaning === "quiet") await'

DRAWN = "drawn = crypto.getRandomValues(new Uint8Array(10))"
#: The phone draws its random bits once for all, and counts from one at every start.
DRAWN_ONCE = (
    '((kept = localStorage.getItem("drawn") ?? `[${crypto.getRandomValues(new Uint8Array(10))}]`)'
    ' => (localStorage.setItem("drawn", kept), Uint8Array.from(JSON.parse(kept))))()'
)

#: Name to pieces of sources: file, what it says, what it says with the bug.
ON_THE_PHONE: dict[str, list[tuple[str, str, str]]] = {
    "sending is enough": [("sending/sync.js", ASKED, f"{FORGET_OUTBOX}\n  {ASKED}")],
    "what was received is thrown away": [
        ("sending/intake.js", "if (record) await operations.put({ ...record, seq });", "if (record) await operations.delete(id);"),
    ],
    "no epoch, nothing is offered again": [
        (
            "sending/hearing.js",
            "const offerAgain = Boolean(identity.epoch) && identity.epoch !== answer.epoch;",
            "const offerAgain = false;",
        ),
    ],
    "only its own is offered again": [
        ("sending/intake.js", 'offerAgain ? await transaction.objectStore("pages").getAllKeys() : offering', "offerAgain ? [] : offering"),
    ],
    "the cursor goes first": [
        ("sending/hearing.js", "import { readIdentity }", "import { keepIdentity, readIdentity }"),
        (
            "sending/hearing.js",
            "await takeIn(office,",
            "await keepIdentity(office.database, { epoch: answer.epoch, cursor: answer.cursor });\n    await takeIn(office,",
        ),
    ],
    "a closed device has nothing to send": [
        ("sending/sync.js", MEANT, f'if (meaning.startsWith("device-")) {FORGET_OUTBOX}\n  {MEANT}'),
    ],
    "a portal's page is a receipt": [("sending/sync.js", MEANT, f"if (response.status === 200) {FORGET_OUTBOX}\n  {MEANT}")],
    "carrying is an acknowledgement": [
        ("sending/bundle.js", HANDED, f"{FORGET_OUTBOX}\n  {HANDED}"),
    ],
    "a receipt moves the cursor whenever it comes": [("sending/receipt.js", "operations: [], cursor, more: behind }", "operations: [] }")],
    "wiping without receipts": [
        ("sending/leaving.js", "if (heard.trouble || !next.length) return heard;", "if (!next.length) return heard;"),
        ("sending/leaving.js", "({ id, left: true })), await digestOf(body));", "({ id, left: true })));"),
    ],
    "what was received before a restore is not left again": [
        ("sending/leaving.js", "if (left.epoch) return key ? leaveAgain({ database, journal }, key, left.epoch) : BARE;", ""),
    ],
    "a rewound phone repeats its ids": [("books/ids.js", DRAWN, f"drawn = {DRAWN_ONCE}")],
}

#: One bug that both sides agree upon, so that no comparison of their books can tell.
ON_BOTH: dict[str, list[tuple[str, str, str]]] = {
    "the last to arrive wins": [("books/registry.js", "if (base === current) return", "if (base !== undefined) return")],
}


def no_dedupe(patch: pytest.MonkeyPatch) -> None:
    """What is repeated is written again."""
    right = Batch._stands  # noqa: SLF001
    patch.setattr(Batch, "_stands", lambda self, judged: replace(right(self, judged), known={}))


def dedupe_by_device_and_sequence(patch: pytest.MonkeyPatch) -> None:
    """The same device and the same counter are the same operation."""
    right = Batch._stands  # noqa: SLF001

    def stands(self: Batch, judged: Sequence[Judged]) -> Standing:
        table = log.operations
        mine = select(table.c.id, table.c.seq).where(table.c.kitchen_id == self.kitchen_id, table.c.device_id == self.device_id)
        seqs = {row.id[-12:]: row.seq for row in self.connection.execute(mine)}
        known = {o.id: SimpleNamespace(id=o.id, seq=seqs[o.id[-12:]], body_mac=o.mac) for o in judged if o.id and o.id[-12:] in seqs}
        return replace(right(self, judged), known=known)

    patch.setattr(Batch, "_stands", stands)


def refuse_the_whole_batch(patch: pytest.MonkeyPatch) -> None:
    """One bad operation, and none is taken."""

    def refusing(kitchen_id: int, operations: Sequence[bytes], device_id: str) -> Written:
        if any(judge(operation, from_phone=True).reason for operation in operations):
            raise wire.Unreadable(400, "not-readable")
        return bring(kitchen_id, operations, device_id)

    patch.setattr(exchange, "bring", refusing)


def drop_what_is_bad(patch: pytest.MonkeyPatch) -> None:
    """The phone is told that all is well, and nobody keeps it."""
    patch.setattr(Batch, "_hold", lambda self, operation, _reason: Answer(operation.id, "accepted", seq=self.seq))


def forget_what_is_held(patch: pytest.MonkeyPatch) -> None:
    """The phone is told that it is held, and it is not."""
    patch.setattr(held, "hold", lambda _connection, _kitchen, operation, *_: Answer(operation.id, "held", reason=operation.reason))


def a_repetition_is_a_fork(patch: pytest.MonkeyPatch) -> None:
    """Whatever has a known id contradicts it."""
    right = Batch._without_writing  # noqa: SLF001

    def wrong(self: Batch, operation: Judged, known: dict[str, Any], new: dict[str, Judged]) -> Answer | None:
        return self._hold(operation, "fork") if operation.id in known else right(self, operation, known, new)

    patch.setattr(Batch, "_without_writing", wrong)


def an_early_undo_is_lost(patch: pytest.MonkeyPatch) -> None:
    """An undo that comes before its target undoes nothing."""
    right = Batch._undos  # noqa: SLF001

    def wrong(self: Batch, new: list[Judged]) -> list[dict[str, Any]]:
        here = {o.id for o in new} | self.standing.known.keys()
        return [mark for mark in right(self, new) if mark["target"] in here]

    patch.setattr(Batch, "_undos", wrong)


def the_cursor_is_a_number(patch: pytest.MonkeyPatch) -> None:
    """Nobody asks whether the operation there is still the same."""

    def wrong(_connection: Connection, kitchen_id: int, word: str | None, life: str, _aside: int) -> int:
        said = cursor._said(kitchen_id, word, life) if word else None  # noqa: SLF001
        return int.from_bytes(said[: cursor.PLACE], "big") if said else 0

    patch.setattr(cursor, "read", wrong)


def a_restore_is_no_new_life(patch: pytest.MonkeyPatch) -> None:
    """The epoch stays."""
    patch.setattr(epoch, "change", lambda life: life)


def no_page_proves_itself(patch: pytest.MonkeyPatch) -> None:
    """What the server and other phones wrote cannot come back."""
    patch.setattr(mark, "proves", lambda *_: False)


def a_phone_is_never_told_its_own(patch: pytest.MonkeyPatch) -> None:
    """It has them, so why send them."""
    right = log.after

    def wrong(*where: Any) -> list[Any]:
        rows = right(*where)
        return [row for row in rows if row.device_id != g.device.id] if has_request_context() and "device" in g else rows

    patch.setattr(log, "after", wrong)


def the_last_to_arrive_wins(patch: pytest.MonkeyPatch) -> None:
    """An edit is applied whatever its author had seen."""

    def wrong(self: registry.Entry, name: str, _old: Any, new: Any, _seen_undone: bool) -> None:
        self.values[name], self.rivals[name] = new, []

    patch.setattr(registry.Entry, "change", wrong)


ON_THE_SERVER: tuple[Seed, ...] = (
    no_dedupe,
    dedupe_by_device_and_sequence,
    refuse_the_whole_batch,
    drop_what_is_bad,
    forget_what_is_held,
    a_repetition_is_a_fork,
    an_early_undo_is_lost,
    the_cursor_is_a_number,
    a_restore_is_no_new_life,
    no_page_proves_itself,
    a_phone_is_never_told_its_own,
)
