"""Opening what phones sealed for the federation, and the shapes of what is in it (docs/sync.md, "Envelopes, parcels").

Enters: the bytes of an envelope. Leaves: what it says, in exactly the shape of the door that it came through; ValueError for all else,
because whoever carries it can mend nothing.
"""

from operator import attrgetter
from typing import Annotated, Literal, TypeVar

import msgspec
from msgspec import Meta, field

from app.seal import open_envelope
from app.sync import gzipped, wire
from app.sync.reoffer import Page

#: A key that a phone left for itself, in base64 as it wrote it: nothing here ever uses it.
Key = Annotated[str, Meta(pattern=r"^[A-Za-z0-9_+/=-]{1,200}$(?!\n)")]


class Inbox(msgspec.Struct, forbid_unknown_fields=True):
    """What a locked or closed phone leaves."""

    door: Literal["inbox"] = field(name="for")
    operations: list[msgspec.Raw]
    #: One that it pulled, from a phone that was closed before it heard of a restore.
    page: Page | None = None


class Carried(msgspec.Struct, forbid_unknown_fields=True):
    """A question of `/sync` that somebody else carries, with the secret of the phone that asks."""

    door: Literal["carried"] = field(name="for")
    secret: wire.Secret
    question: wire.Push


class Copy(msgspec.Struct, forbid_unknown_fields=True):
    """The key of a notebook's copy, with the secret of the phone that made it."""

    door: Literal["copy"] = field(name="for")
    secret: wire.Secret
    key: Key


class Unlock(msgspec.Struct, forbid_unknown_fields=True):
    """The key of a phone's notebook, left with the federation when the phone was locked for the first time."""

    door: Literal["unlock"] = field(name="for")
    device: wire.DeviceId
    key: Key
    #: The code of its kitchen, by which a phone that was forgotten is told from another kitchen's; older envelopes have none.
    kitchen: wire.Word | None = None


Shape = TypeVar("Shape", Inbox, Carried, Copy, Unlock)
#: Where a shape has operations, each of which may be unreadable by itself (rule 3).
_OPERATIONS = {Inbox: attrgetter("operations"), Carried: attrgetter("question.operations")}


def opened(envelope: bytes, shape: type[Shape]) -> Shape:
    """What an envelope says; ValueError for one that is damaged, not for us, or for another door."""
    return read(text_of(envelope), shape)


def text_of(envelope: bytes, most: int = wire.LONGEST) -> bytes:
    """The JSON in an envelope, inflated if it was gzip'd, at most `most` bytes; raises ValueError."""
    text = open_envelope(envelope)
    if text.startswith(gzipped.MAGIC):
        return gzipped.inflated(text, most)
    if len(text) > most:
        raise gzipped.TooLong
    return text


def read(text: bytes, shape: type[Shape]) -> Shape:
    """The JSON of an envelope in its shape; raises ValueError."""
    try:
        if shape in _OPERATIONS:
            return wire.decode_apart(text, shape, _OPERATIONS[shape])
        return wire.decode(text, shape)
    except wire.Unreadable as refused:
        raise ValueError(refused.reason) from refused
