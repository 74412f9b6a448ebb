"""A parcel, the text file that travels by hand: written, and read however it arrives (docs/sync.md, "Envelopes, parcels").

The phone's twin is static/phone/sending/parcel.js. Whether a part is what it was when it was sealed only opening it tells.
"""

import re
from base64 import urlsafe_b64decode
from collections.abc import Iterable
from dataclasses import dataclass

HEAD = re.compile(r"mi-comedor/1 (bundle|receipt|copy)\Z")
#: What base64url is made of; and one letter alone at the end is never of it.
PART = re.compile(r"[A-Za-z0-9_-]+\Z")
#: What other programs put at the ends of a line.
AROUND = " \t\v\f\u00a0\ufeff"


@dataclass(frozen=True)
class Parcel:
    """What is in a file: `kind` is bundle, receipt or copy, None when it is no parcel; `parts` in base64url, in their order, each once;
    `bad` lines are none of ours any more."""

    kind: str | None
    parts: list[str]
    bad: int


def write(kind: str, words: str, parts: Iterable[str]) -> str:
    """A parcel's text; `words`, in lines, are for whoever opens the file."""
    told = [f"# {line.strip()}" for line in words.strip().splitlines() if line.strip()]
    return "\n".join([f"mi-comedor/1 {kind}", *told, *parts, ""])


def read(content: bytes) -> Parcel:
    """Read what is there, in any order, told once or many times, with the line ends and marks that other programs leave."""
    text = content.decode("utf-8", "replace")
    lines = [line for line in dict.fromkeys(line.strip(AROUND) for line in re.split(r"[\r\n]+", text)) if line and line[0] != "#"]
    kinds = [found[1] for line in lines if (found := HEAD.match(line))]
    others = [line for line in lines if not HEAD.match(line)]
    parts = [line for line in others if is_part(line)]
    return Parcel(kinds[0] if kinds else None, parts, len(others) - len(parts))


def is_part(line: str) -> bool:
    """Whether a line can be a part."""
    return bool(PART.match(line)) and len(line) % 4 != 1


def content(part: str) -> bytes:
    """The bytes of a part."""
    return urlsafe_b64decode(part + "=" * (-len(part) % 4))
