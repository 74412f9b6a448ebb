"""What was doubtful in the rows of a list, and the report of it that goes back to whoever keeps the list."""

import csv
import io
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import BinaryIO

from app.sheets.harmless import harmless
from app.words import say

COLUMNS = ("row", "code", "done", "reason", "detail")


@dataclass(frozen=True)
class Doubt:
    """Something doubtful in a row: a reason code, what in the row gave cause, and whether the row was left out for it."""

    row: int
    code: str
    reason: str
    detail: str = ""
    left_out: bool = False


@dataclass(kw_only=True)
class Doubtful:
    """What an import makes of a file has its doubts, until it is `written` and after."""

    doubts: list[Doubt] = field(default_factory=list)
    written: bool = False

    @property
    def left_out(self) -> list[Doubt]:
        """The rows that were left out, in order, each with its first reason."""
        first: dict[int, Doubt] = {}
        for doubt in self.doubts:
            if doubt.left_out:
                first.setdefault(doubt.row, doubt)
        return list(first.values())

    @property
    def reasons(self) -> list[tuple[str, int]]:
        """How often each doubt occurred, most often first."""
        return Counter(doubt.reason for doubt in self.doubts).most_common()


def report(doubts: Iterable[Doubt], room: str, out: BinaryIO) -> None:
    """Write a CSV with a line for each doubt; its reason is worded by the macro `reason` in `templates/<room>/words.txt`."""
    text = io.TextIOWrapper(out, encoding="utf-8-sig", newline="", write_through=True)
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([say("sheets", "column", column=name) for name in COLUMNS])
    for doubt in doubts:
        done = say("sheets", "done", left_out=doubt.left_out)
        cells = (doubt.code, done, say(room, "reason", reason=doubt.reason), doubt.detail)
        writer.writerow([doubt.row, *(harmless(cell) for cell in cells)])
    text.detach()
