"""Handing over at the panel what kitchens sent a coordinator by hand: each part of each file goes through the door for what is carried.

She carries for anybody and learns only counts; nothing is kept here. What is handed over twice is a repetition.
"""

import time
from collections.abc import Iterable
from dataclasses import dataclass, field

from app.sync import carried, parcel, wire

#: Answers by which a phone knows that its part was taken: heard, nothing new, and closed (then a person decides about it).
TAKEN = (200, 204, 403)
#: How long one request works, in seconds, and about how many letters of receipts it brings back: what is left is handed over again.
PATIENCE, MOST = 20, 20_000_000


@dataclass
class Handed:
    """What became of a file. `wrong`: it is no bundle but a `receipt`, a `copy` or `nothing` of ours. The rest are numbers of parts, and of
    the operations in those taken; `later` ones were not tried. `receipts` go back to who sent it, in their order."""

    name: str
    wrong: str = ""
    taken: int = 0
    operations: int = 0
    refused: int = 0
    damaged: int = 0
    unknown: int = 0
    later: int = 0
    receipts: list[str] = field(default_factory=list)


def hand_over(files: Iterable[tuple[str, bytes]]) -> list[Handed]:
    """Hand files (name, content) over, one after the other. Safe to repeat."""
    until, brought, done = time.monotonic() + PATIENCE, 0, []
    for name, content in files:
        given = parcel.read(content)
        handed = Handed(name, damaged=given.bad)
        if given.kind != "bundle":
            handed = Handed(name, wrong=given.kind or "nothing")
        for part in given.parts if not handed.wrong else ():
            if time.monotonic() > until or brought > MOST:
                handed.later += 1
            else:
                _hand_over(handed, part)
                brought += len(handed.receipts[-1]) if handed.receipts else 0
        done.append(handed)
    return done


def _hand_over(handed: Handed, part: str) -> None:
    try:
        receipt = carried.take(parcel.content(part))
    except wire.Unreadable as refused:
        if refused.reason == "device-unknown":
            handed.unknown += 1
        elif refused.reason == "busy":
            handed.later += 1
        else:
            handed.damaged += 1
        return
    handed.receipts.append(receipt.words)
    if receipt.status in TAKEN:
        handed.taken += 1
        handed.operations += receipt.operations
    else:
        handed.refused += 1
