"""XLSX [ECMA-376]: the values of its visible sheets. A formula is the value it had when the file was saved."""

import posixpath
import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta

from app.sheets.sheet import MOST_COLUMNS, Sheet, Unreadable, number_text
from app.sheets.xml import Archive, attribute

BOOK, STYLES, STRINGS = "xl/workbook.xml", "xl/styles.xml", "xl/sharedStrings.xml"
#: Number formats that are dates without saying so in letters [ECMA-376 part 1, 18.8.30].
DATES = {*range(14, 23), *range(27, 37), *range(50, 59)}
LETTERS_OF_A_DATE = re.compile(r"[dmy]", re.IGNORECASE)
NO_LETTERS = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.')
REFERENCE = re.compile(r"([A-Z]{1,3})[0-9]+\Z")


def read(content: bytes) -> list[Sheet]:
    """The visible sheets of a workbook."""
    archive = Archive(content)
    if not archive.has(BOOK):
        raise Unreadable("no_workbook")
    parts, first_day = _parts(archive)
    cells = Cells(_strings(archive), _date_styles(archive), first_day)
    return [_sheet(archive, name, part, cells) for name, part in parts]


def _parts(archive: Archive) -> tuple[list[tuple[str, str]], date]:
    """The visible sheets' names and parts, and the day that the workbook's dates count from."""
    sheets, first_day = [], date(1899, 12, 30)
    for event, name, attributes in archive.events(BOOK):
        if event == "start" and name == "workbookPr" and attribute(attributes, "date1904") in ("1", "true"):
            first_day = date(1904, 1, 1)
        if event == "start" and name == "sheet" and attribute(attributes, "state") in ("", "visible"):
            sheets.append((attribute(attributes, "name"), attribute(attributes, "id")))
    targets = {
        attribute(attributes, "Id"): posixpath.normpath(posixpath.join("/xl", attribute(attributes, "Target"))).lstrip("/")
        for event, name, attributes in archive.events("xl/_rels/workbook.xml.rels")
        if event == "start" and name == "Relationship"
    }
    return [(name, targets[key]) for name, key in sheets if "worksheets/" in targets.get(key, "")], first_day


def _strings(archive: Archive) -> list[str]:
    """The texts that cells point at; how they are to be pronounced (rPh) is left out."""
    strings: list[str] = []
    parts: list[str] = []
    inside, spoken = False, False
    for event, name, _ in archive.events(STRINGS) if archive.has(STRINGS) else ():
        if event == "text":
            if inside and not spoken:
                parts.append(name)
        elif name == "t":
            inside = event == "start"
        elif name == "rPh":
            spoken = event == "start"
        elif name == "si" and event == "end":
            strings.append("".join(parts))
            parts.clear()
    return strings


def _date_styles(archive: Archive) -> set[str]:
    """The numbers of the cell styles that show a date."""
    formats, styles, inside = set(DATES), set[str](), False
    number = 0
    for event, name, attributes in archive.events(STYLES) if archive.has(STYLES) else ():
        if event == "start" and name == "numFmt" and LETTERS_OF_A_DATE.search(NO_LETTERS.sub("", attributes.get("formatCode", ""))):
            formats.add(int(attributes.get("numFmtId", "0")))
        elif name == "cellXfs":
            inside = event == "start"
        elif inside and event == "start" and name == "xf":
            if int(attributes.get("numFmtId", "0")) in formats:
                styles.add(str(number))
            number += 1
    return styles


class Cells:
    """How the cells of a workbook become text."""

    def __init__(self, strings: list[str], date_styles: set[str], first_day: date):
        self.strings, self.date_styles, self.first_day = strings, date_styles, first_day
        self.readers: dict[str, Callable[[str], str]] = {"s": self._shared, "str": str, "inlineStr": str, "b": str, "d": str, "e": _nothing}

    def text(self, kind: str, style: str, raw: str) -> str:
        """The text of a cell of the type `kind`, styled by the style number `style`."""
        if not raw:
            return ""
        reader = self.readers.get(kind)
        return reader(raw) if reader else self._number(style, raw)

    def _shared(self, raw: str) -> str:
        try:
            return self.strings[int(raw)]
        except (ValueError, IndexError):
            raise Unreadable("broken") from None

    def _number(self, style: str, raw: str) -> str:
        try:
            number = float(raw)
            if style in self.date_styles and number >= 1:
                return (self.first_day + timedelta(int(number))).isoformat()
            return number_text(number)
        except (ValueError, OverflowError):
            return raw


def _nothing(_raw: str) -> str:
    """#N/A and its like."""
    return ""


def _sheet(archive: Archive, name: str, part: str, cells: Cells) -> Sheet:
    sheet, number = Sheet(name), 0
    for given, row in _rows(archive, part, cells):
        number = int(given) if given.isdigit() else number + 1
        sheet.add(number, row)
    return sheet


def _rows(archive: Archive, part: str, cells: Cells) -> Iterator[tuple[str, list[str]]]:
    """Each row's own number and its cells, those that stand empty between others included."""
    row: list[str] = []
    for name, attributes, raw in _cells(archive, part):
        if name == "c":
            _place(row, attributes.get("r", ""), cells.text(attributes.get("t", ""), attributes.get("s", ""), raw))
        else:
            yield attributes.get("r", ""), row
            row = []


def _cells(archive: Archive, part: str) -> Iterator[tuple[str, dict[str, str], str]]:
    """Each cell (c) with its attributes and what is written in it, and after its cells the row."""
    opened: dict[str, dict[str, str]] = {"c": {}, "row": {}}
    parts: list[str] = []
    inside = False
    for event, name, attributes in archive.events(part):
        if event == "text" and inside:
            parts.append(name)
        elif name in ("v", "t"):
            inside = event == "start"
        elif name in opened and event == "start":
            opened[name] = attributes
        elif name in opened and event == "end":
            yield name, opened[name], "".join(parts)
            parts.clear()


def _place(row: list[str], reference: str, text: str) -> None:
    """Put a cell's text where its reference says; a cell far out of any table is only allowed to be empty."""
    found = REFERENCE.match(reference)
    column = len(row)
    if found:
        column = 0
        for letter in found[1]:
            column = column * 26 + ord(letter) - 64
        column -= 1
    if not text:
        return
    if column >= MOST_COLUMNS:
        raise Unreadable("too_large")
    row.extend([""] * (column + 1 - len(row)))
    row[column] = text
