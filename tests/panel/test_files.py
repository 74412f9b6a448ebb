"""The files that leave the house, taken from the panel."""

import io
from datetime import date

import openpyxl
import pytest
from sqlalchemy import select
from werkzeug.test import TestResponse

from app.database import reading, writing
from app.federation import registry
from app.reports import paper
from app.reports.definitions import DEFINITIONS
from app.reports.models import ExportTaken
from tests.a_visitor import AVisitor
from tests.stories import Confederation


def takes(visitor: AVisitor, form: str, unit: str = "P-LIMA", month: str = "2026-03", **more: str) -> TestResponse:
    """Press a button of the download; the consolidated file unless told otherwise."""
    return visitor.presses("/panel/es/descargas", unidad=unit, mes=month, formato=form, **more)


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
        ("P-LIMA", "2026-03", "docx"),
    ):
        assert takes(rosa, form, unit, month).status_code == 404
    with lively.app.app_context(), reading() as connection:
        assert connection.execute(select(ExportTaken.id)).all() == []


def test_more_than_fits_on_paper_is_said_and_offered_as_a_workbook(
    lively: Confederation, rosa: AVisitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paper, "MOST", 1)
    asked = takes(rosa, "pdf")
    assert asked.status_code == 400
    assert "Son más filas de las que caben en un PDF" in asked.get_data(as_text=True)
    assert 'value="xlsx"' in asked.get_data(as_text=True)


def test_every_report_is_listed_with_what_it_holds_and_its_forms(lively: Confederation, rosa: AVisitor) -> None:
    page = rosa.reads("/panel/es/archivos/?mes=2026-03")
    for name in DEFINITIONS:
        assert f'id="r-{name}"' in page
    assert "todo el trimestre" in page.lower()
    assert 'value="2026-T1"' in page
    assert "Pedir el padrón" in page
    assert rosa.opens("/panel/es/archivos/P-CUSCO?mes=2026-03").status_code == 404


def test_every_report_leaves_in_each_of_its_forms_for_an_organisation_and_a_kitchen(lively: Confederation, rosa: AVisitor) -> None:
    begins = {"csv": b"\xef\xbb\xbf", "xlsx": b"PK", "pdf": b"%PDF"}
    for definition in DEFINITIONS.values():
        for form in definition.forms:
            for unit in ("P-LIMA", "K-001"):
                answer = takes(rosa, form, unit, reporte=definition.name, motivo="Lo pide la municipalidad")
                assert answer.status_code == 200, (definition.name, form, unit)
                assert answer.data.startswith(begins[form])
                assert len(answer.headers["X-Report-SHA256"]) == 64
    assert takes(rosa, "csv", month="2026-T1", reporte="existencias").status_code == 200
    assert takes(rosa, "csv", month="2026-T1", reporte="entregas").status_code == 404
    assert "Resumen del mes · K-001 · 2026-03 · pdf" in rosa.reads("/panel/es/archivos/")


def test_the_padron_asks_what_for_and_writes_the_answer_down(lively: Confederation, rosa: AVisitor) -> None:
    manos = lively.a_phone("manos", "Eva")
    manos.write("roll.handed_in", {"count": 1}, on="2026-03-20")
    assert manos.syncs() == 200
    assert "¿Para qué se pide?" in rosa.reads("/panel/es/archivos/P-LIMA/padron?mes=2026-03")
    asked = takes(rosa, "csv", reporte="padron", motivo="  nada  ")
    assert asked.status_code == 400
    assert "Escriba para qué se pide" in asked.get_data(as_text=True)
    assert "Quispe" not in asked.get_data(as_text=True)
    assert "Quispe" in takes(rosa, "csv", reporte="padron", motivo="Lo pide la municipalidad").get_data(as_text=True)
    with lively.app.app_context(), reading() as connection:
        assert connection.scalars(select(ExportTaken.reason)).all() == ["Lo pide la municipalidad"]
    assert takes(rosa, "csv", "P-CUSCO", reporte="padron", motivo="Lo pide la municipalidad").status_code == 404
    assert rosa.opens("/panel/es/archivos/K-003/padron?mes=2026-03").status_code == 404


def test_a_quarter_in_which_a_kitchen_was_not_always_hers_is_not_there(lively: Confederation, rosa: AVisitor) -> None:
    with lively.app.app_context(), writing() as connection:
        registry.move(connection, "K-001", "P-CUSCO", date(2026, 3, 1))
    assert takes(rosa, "csv", "K-001", month="2026-T1", reporte="existencias").status_code == 404
    assert takes(rosa, "csv", "K-001", month="2026-02", reporte="existencias").status_code == 200
