"""A report as a real .xlsx: typed cells, a frozen heading, widths, a filter; the rows, the totals, the details, and a sheet that
says what the file is. Written row by row, so that the whole country fits into little memory.
"""

from collections.abc import Iterable, Sequence
from functools import partial
from typing import Any, BinaryIO
from zipfile import ZipFile

import xlsxwriter
from xlsxwriter import workbook

from app.reports.cells import number_format
from app.reports.lines import Lines
from app.reports.statement import statement
from app.reports.table import Column, Report, Row
from app.words import say

# The library packs as small as it can: a fifth of the time that a large workbook takes, for little of its size.
workbook.ZipFile = partial(ZipFile, compresslevel=2)

#: Widths in characters.
WIDE = {"level": 20, "code": 16, "name": 34, "kind": 18, "department": 16, "province": 18, "district": 22}
WIDE |= {"provincial": 28, "district_unit": 24, "period": 10, "adjusted_on": 12}
WIDE |= {"food": 26, "document": 18, "supplier": 22, "roll_number": 6, "roll_names": 26, "roll_address": 40, "roll_guardian_names": 26}
FIGURE = 15
HEADING = 64  # points: four lines of words
#: Columns that stay in sight when the sheet is scrolled to the right: level, code and name.
FROZEN = 3


def write(report: Report, out: BinaryIO) -> None:
    """Write the report into a file opened for bytes."""
    with xlsxwriter.Workbook(out, {"constant_memory": True}) as book:
        # Not this instant, but the cut-off: the same content is the same file.
        book.set_properties({"title": report.title, "created": report.cutoff.replace(tzinfo=None)})
        formats = _Formats(book)
        _sheet(book, formats, say("reports", "sheet_rows", name=report.name), report.columns, report.lines())
        if report.totals:
            sheet = _sheet(book, formats, say("reports", "sheet_totals"), report.columns, report.totals)
            _hide_empty(sheet, report.columns, report.totals)
        if report.details:
            _sheet(book, formats, say("reports", "sheet_details", name=report.name), report.detail_columns, report.details)
        _about(book, formats, report)


class _Formats:
    """The few looks of cells; a workbook keeps each once."""

    def __init__(self, book: Any):
        self.book = book
        self.heading = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#F3E3D3", "bottom": 1})
        self.label = book.add_format({"bold": True, "valign": "top"})
        self.text = book.add_format({"text_wrap": True, "valign": "top"})
        self._numbers: dict[str, Any] = {}

    def of(self, unit: str) -> Any:
        """The look of a cell of this unit; None for text."""
        if unit == "text":
            return None
        form = "yyyy-mm-dd" if unit == "date" else number_format(unit)
        if form not in self._numbers:
            self._numbers[form] = self.book.add_format({"num_format": form})
        return self._numbers[form]


def _sheet(book: Any, formats: _Formats, name: str, columns: Sequence[Column], rows: Iterable[Row]) -> Any:
    sheet = book.add_worksheet(name, worksheet_class=Lines)
    sheet.freeze_panes(1, FROZEN)
    sheet.set_landscape()
    sheet.repeat_rows(0)
    # Codes are made of digits and are no numbers: without this each would carry a warning's green corner.
    sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
    looks = [formats.of(column.unit) for column in columns]
    for place, (column, look) in enumerate(zip(columns, looks, strict=True)):
        sheet.set_column(place, place, WIDE.get(column.name, FIGURE), look)
    sheet.set_row(0, HEADING)
    for place, column in enumerate(columns):
        sheet.write_string(0, place, column.heading, formats.heading)
    units = [column.unit for column in columns]
    sheet.autofilter(0, 0, sheet.write_lines(rows, units, looks), len(columns) - 1)
    return sheet


def _hide_empty(sheet: Any, columns: Sequence[Column], rows: Sequence[Row]) -> None:
    """Hide what no total has: a place has no kind."""
    for place, column in enumerate(columns):
        if column.unit == "text" and not any(row[place] for row in rows):
            sheet.set_column(place, place, None, None, {"hidden": True})


def _about(book: Any, formats: _Formats, report: Report) -> None:
    sheet = book.add_worksheet(say("reports", "sheet_about"))
    sheet.set_column(0, 0, 26)
    sheet.set_column(1, 1, 90)
    for line, (label, text) in enumerate(statement(report)):
        sheet.write_string(line, 0, label, formats.label)
        sheet.write_string(line, 1, text, formats.text)
