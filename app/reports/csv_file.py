"""A report as CSV: UTF-8 with a BOM (so that Excel reads the accents), commas, a heading, the rows, then the totals.

In reports with totals the first column says what a line is about, so that programs can keep the kitchens and leave the totals. Nothing else
stands in the file: its statement goes beside it, because lines that are not rows break who reads it.
"""

import codecs
import csv
import io
from collections.abc import Callable, Iterable, Sequence
from itertools import chain
from typing import BinaryIO

from app.reports.cells import SHOWN, written
from app.reports.table import Column, Report, Row
from app.sheets.harmless import harmless

#: What columns of these hold is a text.
TEXTS = ("text", "date")
#: What stands in a file in which some cell is live, and hardly ever in another: nine quick looks at many lines instead of one at each cell.
PERHAPS_LIVE = ("=", "+", "@", "\t", ",-", "\n-", '"-', '"\r', '"\n')


def write(report: Report, out: BinaryIO) -> None:
    """Write the report into a file opened for bytes."""
    out.write(codecs.BOM_UTF8)
    out.write(_text([[harmless(column.heading) for column in report.columns]]).encode())
    lines = _lines(report.columns)
    out.writelines(lines(block).encode() for block in chain(report.blocks(), [report.totals]))


def _lines(columns: Sequence[Column]) -> Callable[[Iterable[Row]], str]:
    """What makes lines of the file out of rows. The `csv` module itself makes nothing of None, and digits of whole numbers: where no
    figure is shown in a unit of its own, rows are written as they are, and looked at cell by cell only where one may be live."""
    told = _told(columns)
    if any(column.unit in SHOWN for column in columns):
        return lambda rows: _text(map(told, rows))

    def lines(rows: Iterable[Row]) -> str:
        plain = _text(rows)
        after_a_line = f"\n{plain}"
        return _text(map(told, rows)) if any(sign in after_a_line for sign in PERHAPS_LIVE) else plain

    return lines


def _text(rows: Iterable[Row]) -> str:
    made = io.StringIO(newline="")
    csv.writer(made, lineterminator="\r\n").writerows(rows)
    return made.getvalue()


def _told(columns: Sequence[Column]) -> Callable[[Row], list[str | int | None]]:
    """What makes a row's values the cells that are written."""
    texts = [place for place, column in enumerate(columns) if column.unit in TEXTS]
    figures = [(place, written(column.unit)) for place, column in enumerate(columns) if column.unit in SHOWN]

    def told(row: Row) -> list[str | int | None]:
        cells = list(row)
        for place in texts:
            cells[place] = harmless(str(row[place] or ""))
        for place, figure in figures:
            cells[place] = None if row[place] is None else figure(row[place])
        return cells

    return told
