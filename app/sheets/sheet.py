"""What every format is read into, and how large it may be."""

import re
from dataclasses import dataclass, field

#: The largest file, in bytes; a list of all of Peru's kitchens with thirty columns has about three million.
MOST_BYTES = 32 * 2**20
MOST_ROWS = 200_000
MOST_COLUMNS = 400
MOST_CELLS = 3_000_000
#: The longest text that a spreadsheet itself allows in a cell.
LONGEST = 32_767

SPACES = re.compile(r"[\s\u0000-\u001f\u007f\u200b\ufeff]+")


class Unreadable(ValueError):
    """A file that is no table we can read; `reason` is worded in `templates/sheets/words.txt`."""

    def __init__(self, reason: str, detail: str = ""):
        super().__init__(reason)
        self.reason, self.detail = reason, detail


@dataclass(frozen=True, slots=True)
class Line:
    """A row with something in it; `number` is what the spreadsheet shows at its left (in a CSV the line of the file)."""

    number: int
    cells: list[str]


@dataclass
class Sheet:
    """One sheet of a workbook, or a whole CSV or GeoJSON. Bounded while it grows."""

    name: str
    lines: list[Line] = field(default_factory=list)
    cells: int = 0

    def add(self, number: int, cells: list[str]) -> None:
        """Add a row, unless it is empty. Raises `Unreadable` when the table is larger than any honest one."""
        tidied = [tidy(cell) for cell in cells]
        while tidied and not tidied[-1]:
            tidied.pop()
        if not tidied:
            return
        self.cells += len(tidied)
        if len(self.lines) >= MOST_ROWS or len(tidied) > MOST_COLUMNS or self.cells > MOST_CELLS:
            raise Unreadable("too_large")
        self.lines.append(Line(number, tidied))


def tidy(text: str) -> str:
    """One line of text: control characters and runs of space become one space."""
    if len(text) > LONGEST:
        raise Unreadable("too_large")
    return text if text.isalnum() else SPACES.sub(" ", text).strip()


def number_text(value: float) -> str:
    """A number as a person would have typed it: 150101, not 150101.0."""
    return str(int(value)) if float(value).is_integer() and abs(value) < 1e15 else repr(float(value))
