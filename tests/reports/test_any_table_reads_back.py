"""Whatever stands in a table, its workbook and its CSV say the same: text stays text, figures stay exact, nothing is run."""

import csv
import io
from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from app.reports import consolidated, csv_file, workbook
from app.reports.span import Span
from app.reports.table import Column, Report
from app.sheets.harmless import LIVE, harmless

UNITS = ("text", "text", "date", "centimos", "g", "permille", "rations")
SIZES = {"centimos": 100, "g": 1000, "permille": 10, "rations": 1}
#: No control characters, which a sheet spells out, and nothing that is no character.
LETTERS = st.characters(exclude_categories=("Cs", "Cc", "Cn"))
TEXT = st.text(LETTERS, max_size=12) | st.sampled_from(["=1+1", "<r><t>x</t></r>", "a&b", " lejos ", "]]>", "-2", "@SUM(A1)", "ñandú"])
FIGURE = st.integers(-(10**12), 10**12)
DAY = st.dates(date(2000, 1, 1), date(2099, 12, 31)).map(date.isoformat)
#: Something stands in the first cell of every row: no report has a row that says nothing.
ROW = st.tuples(TEXT.filter(bool), *(st.none() | {"text": TEXT, "date": DAY}.get(unit, FIGURE) for unit in UNITS[1:]))

#: As a padrón: texts and whole numbers, here of nothing but what may be live or must be quoted.
LISTED = ("text", "rations", "text")
TROUBLE = st.text(st.sampled_from([*LIVE, ",", '"', "a", " "]), max_size=4)


def table(rows: list[Any], units: Sequence[str] = UNITS) -> Report:
    """A report that holds these rows."""
    columns = [Column(f"c{place}", f"C{place}", unit) for place, unit in enumerate(units)]
    month, now = Span("2026-03", ("2026-03",)), datetime(2026, 4, 1, tzinfo=UTC)
    return Report(consolidated.NAME, "T", "N", "N", month, now, columns, rows)


def told(value: Any, unit: str) -> Any:
    """What a reader finds in a cell."""
    if value is None or unit == "text":
        return value or None
    return datetime.fromisoformat(value) if unit == "date" else value / SIZES[unit]


@settings(max_examples=40)
@given(st.lists(ROW, max_size=6))
def test_a_workbook_reads_back_as_it_was(rows: list[Any]) -> None:
    out = io.BytesIO()
    report = table(rows)
    workbook.write(report, out)
    sheet = load_workbook(out).worksheets[0]
    found = [tuple(cell.value or None if isinstance(cell.value, str) else cell.value for cell in row) for row in sheet.iter_rows(min_row=2)]
    assert found == [tuple(map(told, row, UNITS)) for row in rows]
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n", "d", "inlineStr"}
    assert report.count == len(rows)


@settings(max_examples=40)
@given(st.lists(ROW, max_size=6))
def test_a_csv_says_the_same_and_no_cell_is_live(rows: list[Any]) -> None:
    out = io.BytesIO()
    report, twin = table(rows), table(rows)
    csv_file.write(report, out)
    workbook.write(twin, io.BytesIO())
    assert report.checksum == twin.checksum
    lines = list(csv.reader(io.StringIO(out.getvalue().decode("utf-8-sig"), newline="")))[1:]
    texts = [value for line in lines for value, unit in zip(line, UNITS, strict=True) if unit == "text"]
    assert not [value for value in texts if value.startswith(LIVE)]
    for line, row in zip(lines, rows, strict=True):
        assert [float(cell) if cell else None for cell in line[3:]] == [told(*pair) for pair in zip(row[3:], UNITS[3:], strict=True)]


@settings(max_examples=200)
@given(st.lists(st.tuples(TROUBLE, st.none() | FIGURE, st.none() | TROUBLE), max_size=4))
def test_a_list_without_measures_has_no_live_cell_either_and_every_cell_is_itself(rows: list[Any]) -> None:
    out = io.BytesIO()
    csv_file.write(table(rows, LISTED), out)
    lines = list(csv.reader(io.StringIO(out.getvalue().decode("utf-8-sig"), newline="")))[1:]
    asked = [[harmless(name), "" if figure is None else str(figure), harmless(more or "")] for name, figure, more in rows]
    assert lines == asked
