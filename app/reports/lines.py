"""The rows of a large sheet, written as XML in one go.

XlsxWriter looks at every cell six times over (what type, which row, which style, what to escape), which is right for a sheet made by hand
and costs four seconds for a month of 4,500 kitchens. Here a column's type and style are looked up once, and a row is one piece of text.
The version of XlsxWriter is pinned, and tests read every sheet back.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import lru_cache
from typing import Any

from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from app.reports.cells import decimals
from app.reports.table import Row

#: Rows that a sheet can hold.
MOST = 1_048_576
#: The day that a spreadsheet counts as 0.
EPOCH = date(1899, 12, 30)

#: The piece of XML of a value that is not None, from the number of its line.
Cell = Callable[[Any, str], str]


class TooLong(ValueError):
    """More rows than a sheet can hold."""


class Lines(Worksheet):
    """A worksheet of a workbook in constant memory whose rows below the heading come from `write_lines`."""

    def write_lines(self, rows: Iterable[Row], units: Sequence[str], looks: Sequence[Any]) -> int:
        """Write the rows under the first, and return how many there were. `looks` are the columns' formats, None for text."""
        styles = [look._get_xf_index() if look else 0 for look in looks]  # noqa: SLF001
        text = lru_cache(maxsize=8192)(_text)  # of this sheet alone: names do not stay behind
        cells = [_cell(place, unit, style, text) for place, (unit, style) in enumerate(zip(units, styles, strict=True))]
        self._write_single_row(1)  # the heading leaves the library's own memory
        line = 0
        for line, row in enumerate(rows, start=1):
            if line >= MOST:
                raise TooLong
            number = str(line + 1)
            pieces = [cell(value, number) for cell, value in zip(cells, row, strict=True) if value is not None]
            self.row_data_fh.write(f'<row r="{number}">{"".join(pieces)}</row>')
        self.dim_rowmax = self.previous_row = line
        return line


def _cell(place: int, unit: str, style: int, text: Callable[[str], str]) -> Cell:
    """How a value of this column is written."""
    start = f'<c r="{xl_col_to_name(place)}'
    if unit == "text":
        return lambda value, line: f'{start}{line}" t="inlineStr"><is>{text(value)}</is></c>'
    number = f'" s="{style}"><v>' if style else '"><v>'
    if unit == "date":
        return lambda value, line: f"{start}{line}{number}{(date.fromisoformat(value) - EPOCH).days}</v></c>"
    written = decimals(unit)
    return lambda value, line: f"{start}{line}{number}{written(value)}</v></c>"


def _text(text: str) -> str:
    """Typed as text: what begins with "=" is no formula, and what looks like markup is none."""
    keep = ' xml:space="preserve"' if text != text.strip() else ""
    plain = Worksheet._escape_control_characters(text)  # noqa: SLF001
    return f"<t{keep}>{plain.replace('&', '&amp;').replace('<', '&lt;').replace('>', '&gt;')}</t>"
