"""Which format a file is in, by what it begins with: names of files lie."""

from typing import BinaryIO

from app.sheets import delimited, geojson, workbook
from app.sheets.sheet import MOST_BYTES, Sheet, Unreadable

ZIP, OLD_OFFICE = b"PK", b"\xd0\xcf\x11\xe0"
FOREIGN = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x1f\x8b", b"Rar!", b"7z\xbc\xaf")


def read(file: BinaryIO) -> list[Sheet]:
    """The sheets of a file, each with at least one row. Raises `Unreadable` for anything that is no whole, honest table."""
    content = file.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise Unreadable("too_large")
    sheets = [sheet for sheet in _sheets(content) if sheet.lines]
    if not sheets:
        raise Unreadable("empty")
    return sheets


def _sheets(content: bytes) -> list[Sheet]:
    if content.startswith(OLD_OFFICE):
        raise Unreadable("old_workbook")
    if content.startswith(FOREIGN):
        raise Unreadable("no_table")
    if content.startswith(ZIP):
        return workbook.read(content)
    text = delimited.decoded(content)
    first = text.lstrip()[:1]
    if first == "<":
        raise Unreadable("web_page")
    return [geojson.read(text) if first in ("{", "[") else delimited.read(text)]
