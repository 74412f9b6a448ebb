"""Which column is which: headings as offices write them, whatever their accents, capitals, spaces, signs and order."""

import re
from dataclasses import dataclass
from itertools import product
from pathlib import Path

from app.sheets.sheet import Line, Sheet, Unreadable
from app.words import plain

#: A table's title, its date and its logo stand above its headings.
SEARCHED = 40
#: How much of a heading is looked through for what may be enough; a longer one is a sentence.
LOOSE = 60
PARENTHESIS = re.compile(r"[(\[][^)\]]*[)\]]")
WORD = re.compile(r"[a-z0-9]+")
#: Words that say nothing in a heading.
SILENT = {"de", "del", "la", "el", "los", "las", "y", "e", "o", "u", "n", "no", "nro", "num", "numero", "su"}


@dataclass(frozen=True)
class Table:
    """A sheet of which we know the columns: `columns` says where each is, `headings` as what it was found, `unused` what nobody knows."""

    columns: dict[str, int]
    headings: dict[str, str]
    unused: list[str]
    lines: list[Line]

    def record(self, line: Line) -> dict[str, str]:
        """A row by the names of its columns; an empty cell is ''."""
        return {name: line.cells[place] if place < len(line.cells) else "" for name, place in self.columns.items()}


class Headings:
    """The headings of one kind of table, from a file of lines `column<TAB>heading, heading …`, where `a/b c` stands for `a c` and `b c`.

    Of two headings of one column the earlier is the better. Last comes what may be enough: `~nombre` is any heading with that in it, unless
    it has one of the column's `!presidenta` too.
    """

    def __init__(self, file: Path):
        self._known: dict[str, tuple[str, int]] = {}
        self._enough: list[tuple[str, list[str], list[str]]] = []
        for line in file.read_text(encoding="utf-8").splitlines():
            column, _, said = line.partition("\t")
            headings = [heading.strip() for heading in said.split(",")]
            for order, heading in enumerate(headings):
                for words in product(*(word.split("/") for word in heading.split() if heading[0] not in "~!")):
                    self._known.setdefault(key(" ".join(words)), (column, order))
            enough, but = ([heading[1:] for heading in headings if heading[0] == mark] for mark in "~!")
            self._enough.append((column, enough, but))
        self._known.pop("", None)

    def find(self, sheets: list[Sheet], needed: tuple[tuple[str, ...], ...]) -> Table:
        """The table in the sheets of a file: the row that has the most headings, with at least one column of each of the groups
        `needed`. Raises `Unreadable` where there is none."""
        rows = [(sheet, place) for sheet in sheets for place in range(min(SEARCHED, len(sheet.lines)))]
        found = [(self._columns(sheet.lines[place].cells), sheet, place) for sheet, place in rows]
        good = [one for one in found if all(any(name in one[0] for name in group) for group in needed)]
        if not good:
            best = max(found, key=lambda one: len(one[0]))
            raise Unreadable("no_headings", ", ".join(best[1].lines[best[2]].cells[:12]))
        columns, sheet, place = max(good, key=lambda one: len(one[0]))
        cells = sheet.lines[place].cells
        unused = [cell for number, cell in enumerate(cells) if cell and number not in columns.values()]
        return Table(columns, {name: cells[number] for name, number in columns.items()}, unused, sheet.lines[place + 1 :])

    def _columns(self, cells: list[str]) -> dict[str, int]:
        """Where each column is, if these cells are headings."""
        best: dict[str, tuple[int, int]] = {}
        for place, cell in enumerate(cells):
            known = self._column(cell)
            if known and (known[1], place) < best.get(known[0], (len(self._known) + 1, 0)):
                best[known[0]] = (known[1], place)
        return {name: place for name, (_, place) in best.items()}

    def _column(self, cell: str) -> tuple[str, int] | None:
        """The column of a heading, and how good a heading it is: the smaller the better."""
        for spelling in (key(cell), key(PARENTHESIS.sub(" ", cell))):
            if spelling in self._known:
                return self._known[spelling]
        said = key(cell)[:LOOSE]
        for column, enough, but in self._enough:
            if any(word in said for word in enough) and not any(word in said for word in but):
                return column, len(self._known)
        return None


def key(heading: str) -> str:
    """What two spellings of a heading have in common: NOM_COMEDOR, "Nom. Comedor" and "nom del comedor" are one."""
    words = WORD.findall(plain(heading))
    last = words[-1:] if words[-1:] == ["y"] else []  # the coordinate
    return "".join([word for word in words if word not in SILENT] + last) or "".join(words)
