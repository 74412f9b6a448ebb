"""A report as a paper for ministries and assemblies: A4 that lies, its head on every page, what it is at the start and how to read it at
the end. The columns are the principal ones; rows, totals and checksum are those of the CSV.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, BinaryIO

import msgspec

from app.reports.cells import grouped
from app.reports.fits import breakable, width
from app.reports.lines import TooLong
from app.reports.paper_columns import GUTTER, PAPERS, Chosen
from app.reports.press import compiled, compiled_apart
from app.reports.statement import labelled, said
from app.reports.table import Column, Report, Row
from app.words import day, say

LAYOUT = Path(__file__).resolve().parent.parent.parent / "templates/reports/table.typ"
#: Rows and totals that a paper may have: two hundred pages, for which the press takes a gigabyte. More is for a workbook.
MOST = 8_000
#: So many take no more than a twentieth of a second, less than a process of its own.
FEW = 100
#: What stands under the title; the rest of the statement stands at the end.
FIRST = ("definition", "scope", "period", "cutoff", "rows", "taken_by", "reason")


def write(report: Report, out: BinaryIO) -> None:
    """Write the paper into a file opened for bytes. Raises TooLong."""
    made = content(report)
    small = sum(table["lines"] for table in made["tables"]) <= FEW
    out.write((compiled if small else compiled_apart)(LAYOUT, msgspec.json.encode(made), report.cutoff))


def content(report: Report) -> dict[str, Any]:
    """What stands on the paper: words, figures written out, and widths."""
    of = PAPERS[report.name]
    shown = Chosen.of(report.columns, of.rows)
    tables = [_table(say("reports", "sheet_rows", name=report.name), shown, _few(report))]
    if report.totals:
        tables.append(_table(say("reports", "sheet_totals"), Chosen.of(report.columns, of.totals), report.totals))
    if report.details:
        title = say("reports", "sheet_details", name=report.name)
        tables.append(_table(title, Chosen.of(report.detail_columns, of.details), report.details))
    left_out = {column.name for column in report.columns} - {*of.rows, *of.details}
    return _about(report, ("paper_columns",) if left_out else ()) | {"gutter": GUTTER, "tables": tables}


def _few(report: Report) -> Iterator[Row]:
    """The rows, if a paper can hold them."""
    for place, row in enumerate(report.lines()):
        if place + len(report.totals) >= MOST:
            raise TooLong
        yield row


def _about(report: Report, notes: Sequence[str]) -> dict[str, Any]:
    """What every file says of itself, and what only a paper has to note; once the rows have passed."""
    texts = said(report) | {name: say("reports", f"{name}_text") for name in notes}
    last = {name: text for name, text in texts.items() if name not in (*FIRST, "report")}
    return {
        "name": f"{report.title}: {report.scope_name}, {report.span.words}",
        "federation": report.federation,
        "title": f"{report.title}, {report.span.words}",
        "facts": labelled({name: texts[name] for name in FIRST}),
        "about": {"title": say("reports", "sheet_about"), "said": labelled(last) + report.remarks},
        "short": " · ".join((report.title, report.scope_name, report.span.words)),
        "checksum": report.checksum,
        "pages": say("reports", "paper_page", page="{page}", pages="{pages}"),
    }


def _table(title: str, shown: Chosen, rows: Iterable[Row]) -> dict[str, Any]:
    """A table's cells one after the other, and which of its lines are taller than one row of words."""
    cells: list[str] = []
    tall: list[int] = []
    told = [_told(column) for column in shown.columns]
    texts = [(place, shown.widths[place]) for place, column in enumerate(shown.columns) if column.unit == "text"]
    lines = 0
    for lines, row in enumerate(rows, start=1):
        line = ["" if (value := row[place]) is None else one(value) for place, one in zip(shown.places, told, strict=True)]
        if any(width(line[place]) > room for place, room in texts):
            tall.append(lines - 1)
            for place, room in texts:
                line[place] = breakable(line[place], room)
        cells += line
    return {
        "title": title,
        "head": [column.heading for column in shown.columns],
        "widths": shown.widths,
        "figures": [column.unit not in ("text", "date") for column in shown.columns],
        "lines": lines,
        "tall": tall,
        "cells": cells,
    }


def _told(column: Column) -> Callable[[Any], str]:
    """How the values of a column are written for people."""
    if column.unit == "text":
        return str
    return _day if column.unit == "date" else grouped(column.unit)


@lru_cache(maxsize=512)
def _day(value: str) -> str:
    return day(value)
