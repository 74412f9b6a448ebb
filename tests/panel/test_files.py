"""The month's file, taken from the panel."""

import io

import openpyxl
from sqlalchemy import select
from werkzeug.test import TestResponse

from app.database import reading
from app.reports.models import ExportTaken
from tests.a_visitor import AVisitor
from tests.stories import Confederation


def takes(visitor: AVisitor, form: str, unit: str = "P-LIMA", month: str = "2026-03") -> TestResponse:
    """Press a button of the download."""
    return visitor.presses("/panel/es/descargas", unidad=unit, mes=month, formato=form)


def test_the_workbook_opens_and_the_csv_says_that_it_is_utf_8(lively: Confederation, rosa: AVisitor) -> None:
    book = takes(rosa, "xlsx")
    assert "filename=consolidado-mensual_2026-03_P-LIMA.xlsx" in book.headers["Content-Disposition"]
    cells = [cell for row in openpyxl.load_workbook(io.BytesIO(book.data)).worksheets[0].iter_rows(values_only=True) for cell in row]
    assert "Manos Unidas" in cells and "Ñawi Wasi" not in cells
    text = takes(rosa, "csv").data
    assert text.startswith(b"\xef\xbb\xbf") and b"Manos Unidas" in text


def test_who_took_it_is_written_down(lively: Confederation, rosa: AVisitor) -> None:
    takes(rosa, "csv")
    with lively.app.app_context(), reading() as connection:
        row = connection.execute(select(ExportTaken.taken_by, ExportTaken.scope, ExportTaken.period)).one()
    assert (row.scope, row.period) == ("P-LIMA", "2026-03")
    assert row.taken_by.startswith("account:")


def test_a_file_of_what_is_not_hers_or_cannot_be_is_not_there(lively: Confederation, rosa: AVisitor) -> None:
    for unit, month, form in (
        ("P-CUSCO", "2026-03", "csv"),
        ("N", "2026-03", "csv"),
        ("P-LIMA", "2026-13", "csv"),
        ("P-LIMA", "2026-03", "pdf"),
    ):
        assert takes(rosa, form, unit, month).status_code == 404
    with lively.app.app_context(), reading() as connection:
        assert connection.execute(select(ExportTaken.id)).all() == []
