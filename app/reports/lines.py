"""The rows of a large sheet, written as XML in one go.

XlsxWriter looks at every cell six times over (what type, which row, which style, what to escape), which is right for a sheet made by hand
and costs four seconds for a month of 4,500 kitchens. Here a column's type and style are looked up once, and a row is one piece of text.
The version of XlsxWriter is pinned, and tests read every sheet back.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import lru_cache
from itertools import compress
from typing import Any, NamedTuple

from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from app.reports.cells import SHOWN, decimals
from app.reports.table import Row

#: Rows that a sheet can hold.
MOST = 1_048_576
#: The day that a spreadsheet counts as 0.
EPOCH = date(1899, 12, 30)

#: Stands for the number of the line: no text has it, because control characters are spelt out.
HERE = "\0"


class Cell(NamedTuple):
    """A column's XML around a value that is not None, and what is written of the value, where it is not itself."""

    before: str
    after: str
    told: Callable[[Any], Any] | None


class TooLong(ValueError):
    """More rows than a sheet can hold."""


class Lines(Worksheet):
    """A worksheet of a workbook in constant memory whose rows below the heading come from `write_lines`."""

    def write_lines(self, rows: Iterable[Row], units: Sequence[str], looks: Sequence[Any]) -> int:
        """Write the rows under the first, and return how many there were. `looks` are the columns' formats, None for text."""
        styles = [look._get_xf_index() if look else 0 for look in looks]  # noqa: SLF001
        text = lru_cache(maxsize=8192)(_text)  # of this sheet alone: names do not stay behind
        cells = [_cell(place, unit, style, text) for place, (unit, style) in enumerate(zip(units, styles, strict=True))]
        # Rows in which the same cells are empty share a pattern: all that reported, all that were silent, the totals of a level.
        filled = lru_cache(maxsize=64)(lambda told: _filled_in(list(compress(cells, told))))
        everywhere = (True,) * len(cells)
        self._write_single_row(1)  # the heading leaves the library's own memory
        line = 0
        for line, row in enumerate(rows, start=1):
            if line >= MOST:
                raise TooLong
            told = tuple([value is not None for value in row]) if None in row else everywhere
            made = filled(told)(compress(row, told))
            self.row_data_fh.write(made.replace(HERE, str(line + 1)))
        self.dim_rowmax = self.previous_row = line
        return line


def _cell(place: int, unit: str, style: int, text: Callable[[str], str]) -> Cell:
    """How a value of this column is written."""
    start = f'<c r="{xl_col_to_name(place)}{HERE}"'
    if unit == "text":
        return Cell(f'{start} t="inlineStr"><is>', "</is></c>", text)
    start += f' s="{style}"><v>' if style else "><v>"
    if unit == "date":
        return Cell(start, "</v></c>", lambda value: (date.fromisoformat(value) - EPOCH).days)
    return Cell(start, "</v></c>", decimals(unit) if unit in SHOWN else None)


def _filled_in(cells: Sequence[Cell]) -> Callable[[Iterable[str | int | None]], str]:
    """What writes a row that has a value for each of these cells: one pattern that is filled in at once."""
    pattern = f'<row r="{HERE}">{"".join(f"{cell.before}%s{cell.after}" for cell in cells)}</row>'
    told = [(place, cell.told) for place, cell in enumerate(cells) if cell.told]

    def filled(row: Iterable[str | int | None]) -> str:
        values = list(row)
        for place, one in told:
            values[place] = one(values[place])
        return pattern % tuple(values)

    return filled


def _text(text: str) -> str:
    """Typed as text: what begins with "=" is no formula, and what looks like markup is none."""
    keep = ' xml:space="preserve"' if text != text.strip() else ""
    # What looks like a control character spelt out is spelt out itself; nearly no text has either.
    plain = text if text.isprintable() and "_x" not in text else Worksheet._escape_control_characters(text)  # noqa: SLF001
    return f"<t{keep}>{plain.replace('&', '&amp;').replace('<', '&lt;').replace('>', '&gt;')}</t>"
