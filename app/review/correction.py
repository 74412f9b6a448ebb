"""What phones sent and could not be accepted, corrected by somebody of the federation: another operation in its place, and the rejection
that names it (docs/sync.md, rule 3).

The correction's id is hashed from what was held: pressed twice, or by two coordinators at once, it is written once.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import msgspec
from sqlalchemy import select

from app import clock
from app.books import kinds
from app.books.declaration import Declaration
from app.books.fields import Reference, References, WireField
from app.books.notebook.operations import OperationRejected
from app.books.registry import fold
from app.books.roll.apply import describe
from app.database import reading
from app.review import typed
from app.sync import append, log, settle
from app.sync.caused import caused_id
from app.sync.held import Waiting
from app.sync.judge import judge
from app.sync.models import Notebook

#: What only the kitchen itself can say: who writes there, what was read there, that a month or the padrón is complete.
NEVER = frozenset({"keeper.joined", "notice.read", "month.handed_in", "roll.handed_in"})


class Declined(ValueError):
    """What cannot be corrected so; the message is a reason code: `why_missing`, `nothing_changed`, `still_held`, or `unfit`, whose further
    arguments are the names of the fields that are not as they must be (`on` is the day)."""


@dataclass(frozen=True)
class Draft:
    """A held operation as a form. `carried` is what points at other operations and goes over as it came; `left_out` are the names of
    what does not go over: unknown fields, and pointers that cannot be read. `seen` is the place in the log up to which it was looked."""

    declaration: type[Declaration]
    fields: dict[str, WireField]
    boxes: dict[str, str]
    unfit: list[str]
    carried: dict[str, Any]
    left_out: list[str]
    seen: int


def draft(waiting: Waiting, seen: int | None = None) -> Draft | None:
    """The form of what is held, as it was opened at the place `seen` of the log (none: now).

    None where nobody can fill it in for the kitchen: an unknown kind, a body that cannot be read, what only the server writes, what points
    at nothing readable and must, what is left of somebody who was erased.
    """
    declaration, data = _declared(waiting), waiting.body.get("data") if isinstance(waiting.body, dict) else None
    if declaration is None or not isinstance(data, dict) or waiting.state != "waiting" or waiting.id is None:
        return None
    fields, about = declaration.wire_fields(), declaration.subject
    if declaration.edits:
        fields = {name: field for name, field in fields.items() if name in data or name == about}
    pointers = {name: field for name, field in fields.items() if isinstance(field, Reference | References)}
    carried = {name: data[name] for name, field in pointers.items() if data.get(name) is not None and typed.fits(field, data[name])}
    if any(field.needed and name not in carried for name, field in pointers.items()):
        return None
    boxes, drawn = typed.shown(fields, data) | {"on": str(waiting.body.get("on", ""))[:10]}, typed.drawn(fields)
    left_out = [name[:40] for name in data if name not in drawn and name not in carried and data[name] is not None]
    wrong = typed.unfit(drawn, data, needed(declaration)) + _wrong_day(boxes["on"])
    return Draft(declaration, drawn, boxes, wrong, carried, left_out, _last_place(waiting.kitchen_id) if seen is None else seen)


def _declared(waiting: Waiting) -> type[Declaration] | None:
    body = waiting.body if isinstance(waiting.body, dict) else {}
    known = isinstance(body.get("kind"), str) and type(body.get("v")) is int and not body.get("erased")
    declaration = kinds.BY_NAME.get((body["kind"], body["v"])) if known else None
    return declaration if declaration and declaration.author == "phone" and declaration.kind not in NEVER else None


def needed(declaration: type[Declaration]) -> set[str]:
    """What may not lack: all that the kind needs; of an edit only what it is about."""
    drawn = typed.drawn(declaration.wire_fields())
    return {name for name, field in drawn.items() if field.needed and (not declaration.edits or name == declaration.subject)}


def _wrong_day(on: str) -> list[str]:
    return [] if typed.is_day(on) else ["on"]


def _last_place(kitchen_id: int) -> int:
    with reading() as connection:
        return connection.scalar(select(Notebook.seq).where(Notebook.kitchen_id == kitchen_id)) or 0


def correct(waiting: Waiting, held: Draft, boxes: Mapping[str, str], why: str, account_id: int) -> None:
    """Write what `boxes` say in the place of what is held, and its rejection with `why` (1 to 200 characters), as the account with this id.

    Of an edit the old values are those at the place `held.seen` of the log. Raises Declined, and then nothing was written.
    """
    on, data = boxes.get("on", ""), typed.taken(held.fields, boxes)
    if wrong := typed.unfit(held.fields, data, needed(held.declaration)) + _wrong_day(on):
        raise Declined("unfit", *wrong)
    if not typed.fits(OperationRejected.wire_fields()["reason"], why):
        raise Declined("why_missing")
    operation = {"id": caused_id("held.corrected", waiting.kitchen_id, waiting.key), "kind": held.declaration.kind, "v": held.declaration.v}
    operation |= {"on": on, "by": f"account:{account_id}", "at": int(clock.now().timestamp())}
    operation |= _said(waiting.kitchen_id, held, on, held.carried | data)
    verdict = judge(msgspec.json.encode(operation), from_phone=False)
    if verdict.reason:
        raise Declined("unfit", verdict.place.rpartition(".")[2])
    if append(waiting.kitchen_id, [operation])[0].answer == "held":
        raise Declined("still_held")
    settle.reject(waiting.kitchen_id, waiting.key, why, account_id, instead=str(operation["id"]))


def _said(kitchen_id: int, held: Draft, on: str, values: dict[str, Any]) -> dict[str, Any]:
    """`data`, and of an edit `base`: only what differs from how its subject stood when the form was opened."""
    declaration, about = held.declaration, held.declaration.subject
    if not declaration.edits or about is None:
        return {"data": {name: value for name, value in values.items() if value is not None}}
    stood, disputed = _stood(kitchen_id, declaration, {"on": on, "data": values}, held.seen)
    changed = {name for name in values if name != about and (values[name] != stood.get(name) or name in disputed)}
    if not changed:
        raise Declined("nothing_changed")
    data = {about: values[about]} | {name: values[name] for name in changed}
    return {"data": data, "base": {name: stood.get(name) for name in changed}}


def _stood(kitchen_id: int, declaration: type[Declaration], body: dict[str, Any], seen: int) -> tuple[dict[str, Any], set[str]]:
    """The values of a person or a service at a place in the log, and the fields in dispute."""
    with reading() as connection:
        said = [one for one in log.about(connection, kitchen_id, {str(log.subject(declaration, body))}) if one.seq <= seen]
    if declaration.subject == "person":
        known = describe(said)
        return known["values"], set(known["conflicts"])
    entry = fold(said, str(declaration.subject))
    return entry.values, set(entry.conflicts)
