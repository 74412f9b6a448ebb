"""CSV as spreadsheets of three decades have written it: its encoding and its separator are found out, never asked."""

import codecs
import csv
import io
from collections import Counter
from itertools import islice

from app.sheets.sheet import LONGEST, Sheet, Unreadable

SEPARATORS = ",;\t|"
MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
#: How much of a file is looked at to guess.
SAMPLE = 4096
#: A character of UTF-8 has at most four bytes: what is wrong nearer to the end was cut, what is wrong before is another encoding.
CUT = 3
#: The most lines that one row may span; more is a quotation mark that nobody closed.
TALLEST = 40

csv.field_size_limit(LONGEST + 1)


def decoded(content: bytes) -> str:
    """The text of a file: by its mark, else UTF-16 by its zeros, else UTF-8 if it is that, else Windows-1252 (which holds Latin-1)."""
    for mark, encoding in MARKS:
        if content.startswith(mark):
            return _whole(content[len(mark) :], encoding)
    zeros = [content[start:SAMPLE:2].count(0) for start in (0, 1)]
    if max(zeros) * 4 > len(content[:SAMPLE]):
        return _whole(content, "utf-16-be" if zeros[0] > zeros[1] else "utf-16-le")
    if 0 in content:
        raise Unreadable("no_table")
    try:
        return content.decode()
    except UnicodeDecodeError as error:
        if error.start >= len(content) - CUT and any(byte > 127 for byte in content[: error.start]):
            raise Unreadable("cut") from None
        return _windows(content)


def _whole(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        raise Unreadable("cut") from None


def _windows(content: bytes) -> str:
    try:
        return content.decode("cp1252")
    except UnicodeDecodeError:  # five bytes mean nothing there, and control characters in Latin-1
        return content.decode("latin-1")


def read(text: str) -> Sheet:
    """The one sheet of a CSV. Raises `Unreadable` where it ends in the middle of a row, or a quotation mark swallows many rows."""
    told = text[:4] == "sep="  # how Excel is told the separator
    separator = text[4:5] if told else _separator(text)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator or ",")
    sheet, widths, ended, height = Sheet(""), [0], 0, 0
    try:
        for cells in islice(reader, 1 if told else 0, None):
            height, ended = reader.line_num - ended, reader.line_num
            if height > TALLEST:
                raise Unreadable("quotes", str(ended - height + 1))
            widths.append(len(cells))
            sheet.add(ended - height + 1, cells)
    except csv.Error:
        raise Unreadable("too_large") from None
    half = 1 < widths[-1] < min(widths[1:-1], default=0) or (height > 1 and text.count('"') % 2)
    if half and not text.endswith(("\n", "\r")):
        raise Unreadable("cut")
    return sheet


def _separator(text: str) -> str:
    """The separator by which most of the first rows have the same number of cells, and the more cells the better."""

    def merit(separator: str) -> int:
        rows = islice(csv.reader(io.StringIO(text[: SAMPLE * 8], newline=""), delimiter=separator), 60)
        widths = Counter(len(row) for row in rows if len(row) > 1)
        return max((times * width for width, times in widths.items()), default=0)

    return max(SEPARATORS, key=merit)
