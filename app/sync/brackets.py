"""The brackets of a JSON text, read without reading what stands between them: how deep it goes, and where one operation ends.

The strict reader refuses a whole request for one operation's sake, where half an emoji stands in a text or a nest has no end; then the
batch is taken apart here, and each piece is judged for itself (rule 3). What is no JSON at all stays refused.
"""

import json
import re
from collections.abc import Iterator

_TOKEN = re.compile(rb'"(?:[^"\\]|\\.)*+"|[\[\]{},]', re.DOTALL)
_LIST = re.compile(rb'"operations"\s*:\s*\[')
_STEP = {b"[": 1, b"{": 1, b"]": -1, b"}": -1}


def depth(text: bytes) -> int:
    """How many brackets are open at once where it is deepest."""
    deepest = now = 0
    for token in _TOKEN.finditer(text):
        now += _STEP.get(token[0], 0)
        deepest = max(deepest, now)
    return deepest


def apart(body: bytes) -> tuple[bytes, list[bytes]]:
    """A request without its operations, and the text of each of them; raises ValueError for what is no JSON."""
    opened = _LIST.search(body)
    if opened is None:
        raise ValueError("no list of operations")
    *cuts, end = _cuts(body, opened.end())
    starts = [opened.end(), *(cut + 1 for cut in cuts)]
    pieces = [body[start:stop].strip() for start, stop in zip(starts, [*cuts, end], strict=True)]
    operations = [] if pieces == [b""] else pieces
    for piece in operations:
        _grammatical(piece)
    return body[: opened.end()] + body[end:], operations


def _cuts(body: bytes, start: int) -> Iterator[int]:
    """Where the commas between the members of the list stand, then where the list ends."""
    now = 0
    for token in _TOKEN.finditer(body, start):
        if now == 0 and token[0] in (b",", b"]"):
            yield token.start()
            if token[0] == b"]":
                return
        now += _STEP.get(token[0], 0)
    raise ValueError("a list without end")


def _grammatical(piece: bytes) -> None:
    try:
        json.loads(piece, parse_constant=_no_number)
    except RecursionError:
        return  # too deep for this reader; the judge says so to the phone


def _no_number(name: str) -> None:
    raise ValueError(name)
