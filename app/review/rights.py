"""What the federation writes when a person uses her rights over her data [Ley 29733; domain.md §1.8]: correct, leave, object, erase.

Each is an operation in the kitchen's notebook, as the account that attends her, so that the kitchen's phones learn of it. `opened` is what
the form was given when it opened; with what was said it makes the operation's id, so that a second press repeats the first.
"""

import time
from dataclasses import dataclass
from typing import Any

import msgspec

from app import clock
from app.books.fields import Flag, Whole
from app.books.roll.apply import describe
from app.books.roll.operations import LEAVING, RIGHTS, Amended
from app.review.observation import lines
from app.review.person import FIELDS, Sheet
from app.sync import append
from app.sync.caused import caused_id
from app.sync.judge import judge


class Declined(ValueError):
    """What cannot be written of a person; the message is a reason code: `erased`, `nothing_changed`, `reason_unknown`, `right_unknown`,
    `not_asked`, or `unfit`, whose second argument is the field that is not as it must be."""


@dataclass(frozen=True)
class Attending:
    """Who attends whom: the account, the kitchen, the person as she stood when the form opened, and what the form was given then."""

    account_id: int
    kitchen_id: int
    sheet: Sheet
    opened: str

    def write(self, kind: str, data: dict[str, Any], base: dict[str, Any] | None = None) -> None:
        """Write one operation about her. Raises Declined: `unfit` for what the kind's declaration does not take, `erased`."""
        if self.sheet.erased:
            raise Declined("erased")
        said = msgspec.json.encode(data).decode()
        operation: dict[str, Any] = {"id": caused_id(kind, self.kitchen_id, f"{self.opened}/{said}"), "kind": kind, "v": 1}
        operation |= {"on": clock.lima_today().isoformat(), "by": f"account:{self.account_id}", "at": int(time.time())}
        operation |= {"data": data} | ({} if base is None else {"base": base})
        verdict = judge(msgspec.json.encode(operation), from_phone=False)
        if verdict.reason:
            raise Declined("unfit", verdict.place.rpartition(".")[2])
        append(self.kitchen_id, [operation])


def typed(form: dict[str, str]) -> dict[str, Any]:
    """A filled-in form of her fields as values of the wire; an empty box is None. Raises Declined (`unfit`) for a number that is none."""
    fields = Amended.wire_fields()
    return {name: _value(name, fields[name], " ".join(lines(form[name]).split())) for name in FIELDS if name in form}


def _value(name: str, field: Any, text: str) -> Any:
    if not text:
        return None
    if isinstance(field, Flag):
        return text == "true"
    if isinstance(field, Whole):
        if not text.isdecimal() or len(text) > 3:
            raise Declined("unfit", name)
        return int(text)
    return text


def correct(attending: Attending, values: dict[str, Any], seen: int) -> None:
    """Write what differs from how she stood at the place `seen` of the log, which is what the form showed. Raises Declined."""
    then = describe([one for one in attending.sheet.said if one.seq <= seen])
    # Where two phones wrote differently, what she says settles it, also if it is what stands.
    stood, disputed = then["values"], then["conflicts"]
    changes = {name: value for name, value in values.items() if stood.get(name) != value or name in disputed}
    if not changes:
        raise Declined("nothing_changed")
    base = {name: stood.get(name) for name in changes}
    attending.write("beneficiary.amended", {"person": attending.sheet.id, **changes}, base)


def settle(attending: Attending, field: str, place: int, seen: int) -> None:
    """Of what phones wrote differently in a field, say which stands: the one at `place` of those that the form listed at `seen` of the log.

    What somebody else settled meanwhile becomes a difference again, never a silent overwrite. Raises Declined (`nothing_changed`) where
    there was no such value.
    """
    then = describe([one for one in attending.sheet.said if one.seq <= seen])
    rivals = then["conflicts"].get(field, [])
    if not 0 <= place < len(rivals):
        raise Declined("nothing_changed")
    attending.write("beneficiary.amended", {"person": attending.sheet.id, field: rivals[place]}, {field: then["values"].get(field)})


def leave(attending: Attending, reason: str) -> None:
    """She no longer eats there, from today. Never deletes. Raises Declined."""
    if reason not in LEAVING:
        raise Declined("reason_unknown")
    attending.write("beneficiary.left", {"person": attending.sheet.id, "reason": reason})


def ask(attending: Attending, right: str) -> None:
    """She asks for a right at the federation: `objection` (not to leave in nominal lists) or `erasure`. Raises Declined."""
    if right not in RIGHTS:
        raise Declined("right_unknown")
    attending.write("right.asked", {"person": attending.sheet.id, "right": right})


def take_back(attending: Attending, right: str) -> None:
    """She no longer asks for it. Raises Declined (`not_asked`)."""
    asked = attending.sheet.asking(right)
    if asked is None:
        raise Declined("not_asked")
    attending.write("operation.undone", {"target": asked})


def erase(attending: Attending) -> None:
    """Take her personal data out of the kitchen's notebook, for good; the days' counts stay. Twice is once (docs/sync.md, rule 11)."""
    operation = {"id": caused_id("person.erased", attending.kitchen_id, attending.sheet.id), "kind": "person.erased", "v": 1}
    operation |= {"on": clock.lima_today().isoformat(), "by": f"account:{attending.account_id}", "at": int(time.time())}
    append(attending.kitchen_id, [operation | {"data": {"person": attending.sheet.id}}])
