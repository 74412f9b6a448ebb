"""What every operation that a phone showed as *Guardado* was promised, as a history goes on and when it has ended.

A promise lasts while something that holds the operation lives: the phone on which it was written, the server, another phone that pulled it.
Only when the disk or the database of one of them goes back is it asked who still holds it; what nobody holds any more was lost with them.
"""

import json
from dataclasses import dataclass, field
from typing import Any

from app.books import kinds
from app.database import reading
from app.rollups import check
from app.sync import held, log
from app.sync.pull import PAGE
from tests import the_books
from tests.reliability.histories.server import Server

BODY = ("kind", "v", "on", "by", "at", "base", "data")
#: Between edits that did not know of each other these fields have a winner (docs/sync.md, "What the books make of them").
WITH_A_WINNER = ("pregnant", "disability", "consent")

Operation = dict[str, Any]


@dataclass
class Promises:
    """Of one kitchen."""

    server: Server
    kitchen_id: int
    made: dict[str, Operation] = field(default_factory=dict)
    #: Operation's id to the phone that wrote it, as long as that phone's disk must hold it.
    safe_on: dict[str, str] = field(default_factory=dict)
    #: What an edit's author could see of the person when she made it.
    seen: dict[str, set[str]] = field(default_factory=dict)

    def keep(self, operation: Operation, phone: str = "") -> None:
        """The phone said *Guardado*, or the server wrote one itself."""
        self.made[operation["id"]] = _body(operation)
        if phone:
            self.safe_on[operation["id"]] = phone

    def of_kind(self, kind: str) -> list[str]:
        """Ids of what was written of a kind, in order."""
        return [operation_id for operation_id, body in self.made.items() if body["kind"] == kind]

    def wiped(self, phone: str) -> None:
        """A phone is no more. What it wrote is still promised: it was the phone's to see that others hold it."""
        self.safe_on = {operation_id: author for operation_id, author in self.safe_on.items() if author != phone}

    def went_back(self, told: list[dict[str, Any]], phone: str = "", to: set[str] | None = None) -> None:
        """A database went back, or the disk of `phone`, which holds `to` of its own now. `told`: what its phones know after it."""
        for operation_id, author in list(self.safe_on.items()):
            if author == phone and operation_id not in (to or ()):
                del self.safe_on[operation_id]
        with self.server.inside():
            known = {row["id"] for row in self._log()} | {str(one.id) for state in ("waiting", "rejected") for one in self._held(state)}
        known |= {operation["id"] for one in told for operation in one["operations"]} | self.safe_on.keys()
        self.made = {operation_id: body for operation_id, body in self.made.items() if operation_id in known}

    def check(self, told: list[dict[str, Any]]) -> None:
        """All of them, when every phone has come to rest."""
        with self.server.inside():
            rows = self._log()
            erased = {row["data"]["person"] for row in rows if row["kind"] == "person.erased"}
            self._once(rows, erased)
            with reading() as connection:
                books = _plain(the_books.read(connection, self.kitchen_id))
            assert check.kitchen(self.kitchen_id) == []
        assert [row["seq"] for row in rows] == list(range(1, len(rows) + 1))
        for one in told:
            known = {operation["id"]: _body(operation) for operation in one["operations"]}
            assert _without_personal(known, erased) == known, "a phone still knows who somebody was"
            received = {operation["id"] for operation in one["operations"] if operation["state"] == "received"}
            assert (one["status"]["pending"], one["status"]["damaged"], received) == (0, 0, {row["id"] for row in rows})
            theirs = _as_the_server_says(one["books"])
            different = [name for name in books if theirs[name] != books[name]]
            assert not different, [(name, theirs[name], books[name]) for name in different]
        self._nothing_overwritten(rows, books["people"])

    def _once(self, rows: list[Operation], erased: set[str]) -> None:
        """In the log or held, to be decided or because somebody decided that it is not taken."""
        waiting, rejected = ([one.body for one in self._held(state) if isinstance(one.body, dict)] for state in ("waiting", "rejected"))
        for operation_id, body in _without_personal(self.made, erased).items():

            def found(among: list[Operation], like: tuple[str, Operation] = (operation_id, body)) -> int:
                return sum((one.get("id"), _body(one)) == like for one in among)

            standing = found(rows + waiting) or min(found(rejected), 1)
            assert standing == 1, f"{operation_id} stands {standing} times: {body}"

    def _nothing_overwritten(self, rows: list[Operation], people: dict[str, Any]) -> None:
        """What an edit said is there, or beside what is there as a conflict, or somebody who knew of it has changed it since."""
        undone = {row["data"]["target"] for row in rows if row["kind"] == "operation.undone"}
        edits = [row for row in rows if row["kind"] == "beneficiary.amended" and row["id"] not in undone]
        for edit in edits:
            person = people.get(edit["data"]["person"], {})
            for name, value in edit["data"].items():
                if name in ("person", *WITH_A_WINNER) or not person:
                    continue
                shown = [person.get(name), *person["conflicts"].get(name, [])]
                assert value in shown or self._replaced(edit, name, edits), f"{name} of {edit['id']} is not to be seen"

    def _replaced(self, edit: Operation, name: str, edits: list[Operation]) -> bool:
        """By an edit whose author had seen it, or one that settled the field, from another value (rule 1 of the fold)."""
        later = [other for other in edits if other["seq"] > edit["seq"] and name in other["data"]]
        return any(edit["id"] in self.seen.get(other["id"], ()) or other["base"][name] != edit["base"][name] for other in later)

    def _log(self) -> list[Operation]:
        with reading() as connection:
            return [_plain(log.wire(row)) for row in log.after(connection, self.kitchen_id, 0, PAGE)]

    def _held(self, state: str) -> list[held.Waiting]:
        return held.list_for([self.kitchen_id], state)


def _body(operation: Operation) -> Operation:
    return {name: operation[name] for name in BODY if name in operation}


def _without_personal(operations: dict[str, Operation], erased: set[str]) -> dict[str, Operation]:
    """What is left of operations when some people were erased."""
    about = {operation_id: body["data"].get("person", operation_id) in erased for operation_id, body in operations.items()}
    return {operation_id: _tombstone(body) if about[operation_id] else body for operation_id, body in operations.items()}


def _tombstone(body: Operation) -> Operation:
    personal: frozenset[str] = next((one.personal() for one in kinds.DECLARATIONS if one.kind == body["kind"]), frozenset())
    left = {part: {name: value for name, value in body[part].items() if name not in personal} for part in ("data", "base") if part in body}
    return body | left


def _as_the_server_says(books: dict[str, Any]) -> dict[str, Any]:
    """Of a service's conflicts the server's table keeps only how many there are."""
    services = {key: service | {"conflicts": len(service["conflicts"])} for key, service in books["services"].items()}
    return books | {"services": services}


def _plain(value: Any) -> Any:
    return json.loads(json.dumps(value, default=str))
