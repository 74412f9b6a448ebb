"""A report as CSV: UTF-8 with a BOM (so that Excel reads the accents), commas, a heading, the rows, then the totals.

In reports with totals the first column says what a line is about, so that programs can keep the kitchens and leave the totals. Nothing else
stands in the file: its statement goes beside it, because lines that are not rows break who reads it.
"""

import csv
import io
from collections.abc import Callable, Sequence
from itertools import chain
from typing import BinaryIO

from app.reports.cells import SHOWN, written
from app.reports.table import Column, Report, Row
from app.sheets.harmless import LIVE, harmless

#: What columns of these hold is a text.
TEXTS = ("text", "date")


def write(report: Report, out: BinaryIO) -> None:
    """Write the report into a file opened for bytes."""
    text = io.TextIOWrapper(out, encoding="utf-8", newline="")
    text.write("\ufeff")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([harmless(column.heading) for column in report.columns])
    writer.writerows(map(_told(report.columns), chain(report.lines(), report.totals)))
    text.flush()
    text.detach()


def _told(columns: Sequence[Column]) -> Callable[[Row], Row]:
    """What makes a row's values the cells that are written. The writer itself makes nothing of None, and digits of whole numbers; so
    most cells are left as they are, and it is only looked whether they may be."""
    texts = [place for place, column in enumerate(columns) if column.unit in TEXTS]
    figures = [(place, written(column.unit)) for place, column in enumerate(columns) if column.unit in SHOWN]

    def told(row: Row) -> Row:
        live = [place for place in texts if (value := row[place]) and value[0] in LIVE]  # type: ignore[index]
        if not live and not figures:
            return row
        cells = list(row)
        for place in live:
            cells[place] = harmless(str(row[place]))
        for place, figure in figures:
            cells[place] = None if row[place] is None else figure(row[place])
        return cells

    return told
