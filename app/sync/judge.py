"""The closed checker: whether one operation, as it came off the wire, can be written in a notebook (docs/sync.md, rule 12).

Enters: the bytes of one operation. Leaves: a `Judged`, whose `reason` is empty if it can. The same verdict on every database,
because no database is asked.
"""

import re
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from typing import Any

import msgspec

from app.books import kinds
from app.books.declaration import Declaration, compiled
from app.books.fields import ID, Day
from app.seal import mac
from app.sync import brackets

#: The longest body of one operation, in bytes; the longest honest one has about 2 kB.
LONGEST = 65_536
#: The most brackets open at once; no form needs more than four. A reader's own limit would move with its stack.
DEEPEST = 16
WHOLE_ID, KIND = re.compile(ID), re.compile(r"[a-z_.]{1,40}\Z")
#: Where the whole cannot be read its id may still be: a phone knows its operations by it.
UNREAD, NAMED = ("too-large", "too-deep", "text"), re.compile(rb'"id"\s*:\s*"(' + ID.strip("^").split("$")[0].encode() + rb')"')
#: The place at the end of the checker's message. Made of our own names only: the message also quotes what came.
PLACE = re.compile(r" (?:- at|in) `(\$[a-z_.\[\]]{0,79})`\Z")


@dataclass(slots=True)
class Judged:
    """An operation and the verdict on it. `raw` is what came; the rest is what could be read of it."""

    raw: bytes
    #: Empty, or why it cannot be accepted, and where in the body (a JSON path, never a value).
    reason: str = ""
    place: str = ""
    id: str | None = None
    kind: str | None = None
    #: What is left of an operation whose person was erased: known, or taken in its original's place if the log says that she was.
    tombstone: bool = False
    #: The whole operation as plain JSON values, absent fields left out.
    body: dict[str, Any] = field(default_factory=dict)
    #: The keyed MAC of the canonical body, 16 bytes; empty for a tombstone taken back from a page, whose original nobody knows.
    mac: bytes = b""
    #: Of an operation that this server once told, as its page's mark proves: who had brought it, and when.
    told: tuple[str | None, datetime] | None = None
    #: Of what waits already: what it is held under, also when an erasure has taken from its body since.
    held_as: bytes = b""

    @property
    def key(self) -> bytes:
        """What it is held under, 16 bytes: two operations that say the same under two ids are two."""
        return self.held_as or mac("held", (self.id or "").encode() + self.mac)[:16]

    @property
    def declaration(self) -> type[Declaration]:
        """The declaration of its kind; only for what was judged good."""
        return kinds.BY_NAME[self.body["kind"], self.body["v"]]


class Fault(Exception):
    """Why an operation cannot be accepted, and where."""

    def __init__(self, reason: str, place: str = ""):
        super().__init__(reason)
        self.reason, self.place = reason, place


class _Peek(msgspec.Struct):
    """What must be known of an operation before its kind's own checker can be chosen."""

    id: Any = None
    kind: Any = None
    v: Any = None
    erased: Any = None


_peek = msgspec.json.Decoder(_Peek)


@cache
def _checker(kind: str, version: int, erased: bool) -> msgspec.json.Decoder[Any]:
    return msgspec.json.Decoder(compiled(kinds.BY_NAME[kind, version], erased=erased))


@cache
def _days(declaration: type[Declaration]) -> tuple[str, ...]:
    return tuple(name for name, wire in declaration.wire_fields().items() if isinstance(wire, Day))


def judge(raw: bytes, from_phone: bool) -> Judged:
    """Judge one operation; never raises for anything that can come off a wire."""
    judged = Judged(raw)
    try:
        _read(judged, from_phone)
    except Fault as fault:
        judged.reason, judged.place = fault.reason, fault.place
        if fault.reason in UNREAD and (found := NAMED.search(raw)):
            judged.id = found[1].decode()
    judged.mac = mac("operation", _canonical(judged))[:16]
    return judged


def _read(judged: Judged, from_phone: bool) -> None:
    if len(judged.raw) > LONGEST:
        raise Fault("too-large")
    if judged.raw.count(b"[") + judged.raw.count(b"{") > DEEPEST and brackets.depth(judged.raw) > DEEPEST:
        raise Fault("too-deep")
    peek = _decode(_peek, judged.raw)
    if not isinstance(peek.id, str) or not WHOLE_ID.match(peek.id):
        raise Fault("id", "$.id")
    judged.id = peek.id
    if isinstance(peek.kind, str) and KIND.match(peek.kind):
        judged.kind = peek.kind
    judged.tombstone = peek.erased is True
    _check_kind(peek, from_phone)
    judged.body = msgspec.to_builtins(_decode(_checker(peek.kind, peek.v, judged.tombstone), judged.raw))
    if judged.body.pop("erased", False) and not judged.declaration.personal():
        raise Fault("tombstone")
    _check_author(judged.body, from_phone)
    _check_days(judged)
    _check_base(judged)


def _decode(decoder: msgspec.json.Decoder[Any], raw: bytes) -> Any:
    try:
        return decoder.decode(raw)
    except msgspec.ValidationError as error:
        raise _fault(str(error)) from None
    except (msgspec.DecodeError, UnicodeDecodeError):
        raise Fault("text") from None


def _fault(message: str) -> Fault:
    """The checker's own words, which name a place in the body, as one of our reasons."""
    found = PLACE.search(message)
    place = found[1] if found else "$"
    part = re.split(r"[.\[]", place.removeprefix("$."))[0]
    if part in ("data", "base", "id"):
        return Fault(part, place)
    return Fault("not-an-object" if message.startswith("Expected `object`") and place == "$" else "envelope", place)


def _check_kind(peek: _Peek, from_phone: bool) -> None:
    if not isinstance(peek.kind, str) or peek.kind not in kinds.NAMES:
        raise Fault("kind-unknown", "$.kind")
    if type(peek.v) is not int or (peek.kind, peek.v) not in kinds.BY_NAME:
        raise Fault("version-unknown", "$.v")
    if from_phone and kinds.BY_NAME[peek.kind, peek.v].author == "server":
        raise Fault("author", "$.kind")


def _check_author(body: dict[str, Any], from_phone: bool) -> None:
    """A phone writes as one of its keepers; a keeper who joins writes as herself."""
    if from_phone and not WHOLE_ID.match(body["by"]):
        raise Fault("author", "$.by")
    if body["kind"] == "keeper.joined" and body["by"] != body["id"]:
        raise Fault("author", "$.by")


def _check_days(judged: Judged) -> None:
    """The pattern let 30 February through."""
    _real_day(judged.body["on"], "envelope", "$.on")
    for part in ("data", "base"):
        for name in _days(judged.declaration):
            if isinstance(text := judged.body.get(part, {}).get(name), str):
                _real_day(text, part, f"$.{part}.{name}")


def _real_day(text: str, reason: str, place: str) -> None:
    try:
        date.fromisoformat(text)
    except ValueError:
        raise Fault(reason, place) from None


def _check_base(judged: Judged) -> None:
    """An edit changes something, unless an erasure took it all, and says the old value of exactly what it changes."""
    declaration, body = judged.declaration, judged.body
    if declaration.edits and (body["data"].keys() - {declaration.subject} != body["base"].keys() or not (body["base"] or judged.tombstone)):
        raise Fault("base", "$.base")


def _canonical(judged: Judged) -> bytes:
    """The body as rule 1 compares it: sorted keys, no spaces, without the id it is compared under (if that could be read)."""
    body: Any = judged.body
    if judged.reason in UNREAD:
        return judged.raw
    if not body:
        try:
            body = msgspec.json.decode(judged.raw)
        except (msgspec.DecodeError, UnicodeDecodeError):
            return judged.raw  # its outside could be read, its inside not
        if not isinstance(body, dict):
            return judged.raw
    return msgspec.json.encode({name: value for name, value in body.items() if name != "id" or judged.id is None}, order="sorted")
