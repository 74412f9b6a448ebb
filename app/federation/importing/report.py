"""The report of a list's doubtful rows as CSV, to send back to whoever keeps the list."""

import csv
import io
from typing import BinaryIO

from app.federation.importing.plan import Plan
from app.sheets import harmless
from app.words import say

COLUMNS = ("row", "code", "done", "reason", "detail")


def write(plan: Plan, out: BinaryIO) -> None:
    """Write a line for each doubt: row, code, what was done, why, and what in the row gave cause."""
    text = io.TextIOWrapper(out, encoding="utf-8-sig", newline="", write_through=True)
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([_say("column", name=name) for name in COLUMNS])
    for doubt in plan.doubts:
        done = _say("done", left_out=doubt.left_out)
        cells = (doubt.code, done, _say("reason", reason=doubt.reason), doubt.detail)
        writer.writerow([doubt.row, *(harmless(cell) for cell in cells)])
    text.detach()


def _say(macro: str, **values: object) -> str:
    return say("federation/importing", macro, **values)
