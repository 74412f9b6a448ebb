"""A report as CSV: UTF-8 with a BOM (so that Excel reads the accents), commas, a heading, the rows, then the totals.

In reports with totals the first column says what a line is about, so that programs can keep the kitchens and leave the totals. Nothing else
stands in the file: its statement goes beside it, because lines that are not rows break who reads it.
"""

import csv
import io
from itertools import chain
from typing import BinaryIO

from app.reports.cells import shown
from app.reports.table import Report
from app.sheets import harmless


def write(report: Report, out: BinaryIO) -> None:
    """Write the report into a file opened for bytes."""
    text = io.TextIOWrapper(out, encoding="utf-8-sig", newline="", write_through=True)
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([harmless(column.heading) for column in report.columns])
    units = [column.unit for column in report.columns]
    for row in chain(report.lines(), report.totals):
        writer.writerow([_cell(value, unit) for value, unit in zip(row, units, strict=True)])
    text.detach()


def _cell(value: str | int | None, unit: str) -> str:
    if value is None:
        return ""
    return harmless(value) if isinstance(value, str) else shown(value, unit)
