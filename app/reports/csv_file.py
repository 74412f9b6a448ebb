"""A report as CSV: UTF-8 with a BOM (so that Excel reads the accents), commas, a heading, the rows, then the totals.

In reports with totals the first column says what a line is about, so that programs can keep the kitchens and leave the totals. Nothing else
stands in the file: its statement goes beside it, because lines that are not rows break who reads it.
"""

import csv
import io
from collections.abc import Callable
from itertools import chain
from typing import Any, BinaryIO

from app.reports.cells import written
from app.reports.table import Report
from app.sheets import harmless

#: What columns of these hold is a text.
TEXTS = ("text", "date")


def write(report: Report, out: BinaryIO) -> None:
    """Write the report into a file opened for bytes."""
    text = io.TextIOWrapper(out, encoding="utf-8-sig", newline="", write_through=True)
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([harmless(column.heading) for column in report.columns])
    cells: list[Callable[[Any], str]] = [harmless if column.unit in TEXTS else written(column.unit) for column in report.columns]
    for row in chain(report.lines(), report.totals):
        writer.writerow(["" if value is None else cell(value) for cell, value in zip(cells, row, strict=True)])
    text.detach()
