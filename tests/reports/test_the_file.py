"""The file that leaves the house."""

import csv
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from sqlalchemy import select

from app.database import reading, writing
from app.federation.models import Unit
from app.reports.models import ExportTaken
from tests.reports.taking import read, take
from tests.stories import Confederation


@pytest.fixture
def march(confederation: Confederation) -> Confederation:
    """Two kitchens tell of March, one stays silent."""
    for kitchen, rations in (("manos", 10), ("wasi", 40)):
        phone = confederation.a_phone(kitchen)
        phone.counts(paid=rations, social_case=2)
        phone.receives("arroz", 40_500, value_cents=14_001)
        assert phone.syncs() == 200
    return confederation


def export(confederation: Confederation, out: Path, *words: str, form: str = "csv", name: str = "consolidado-mensual") -> Any:
    """The consolidated file unless told otherwise."""
    return take(confederation, name, out, *words, form=form)


def test_every_kitchen_has_a_line_and_the_silent_one_is_empty_not_zero(march: Confederation, tmp_path: Path) -> None:
    assert export(march, tmp_path / "m.csv").exit_code == 0
    kitchens = {line["Código"]: line for line in read(tmp_path / "m.csv") if line["Nivel"] == "Cocina"}
    assert list(kitchens) == ["K-003", "K-002", "K-001"]
    assert (kitchens["K-001"]["Raciones pagadas"], kitchens["K-001"]["Raciones fiadas"], kitchens["K-001"]["Informó"]) == ("10", "0", "Sí")
    assert kitchens["K-001"]["Importe de las raciones (S/)"] == "42.00"
    assert kitchens["K-001"]["Alimentos del PCA recibidos, sólidos (kg)"] == "40.5"
    assert kitchens["K-002"]["Informó"] == "No"
    assert {kitchens["K-002"][name] for name in kitchens["K-002"] if name.startswith(("Raciones", "Importe", "Personas"))} == {""}


def test_totals_follow_the_kitchens_by_both_roads(march: Confederation, tmp_path: Path) -> None:
    export(march, tmp_path / "m.csv")
    totals = {(line["Nivel"], line["Código"]): line["Raciones pagadas"] for line in read(tmp_path / "m.csv") if line["Nivel"] != "Cocina"}
    assert totals["Total nacional", "N"] == "50"
    assert totals["Total de organización provincial", "P-LIMA"] == totals["Total de departamento", "15"] == "10"
    assert totals["Total de distrito", "150132"] == ""


def test_the_workbook_says_the_same_and_what_it_is(march: Confederation, tmp_path: Path) -> None:
    told = export(march, tmp_path / "m.xlsx", form="xlsx")
    export(march, tmp_path / "m.csv", "--statement")
    book = load_workbook(tmp_path / "m.xlsx")
    assert book.sheetnames == ["Consolidado", "Totales", "Sobre este archivo"]
    about = {row[0].value: row[1].value for row in book["Sobre este archivo"].iter_rows()}
    assert about["Suma de control (SHA-256)"] in told.output
    assert about["Suma de control (SHA-256)"] in (tmp_path / "m.csv.txt").read_text()
    sheet = book["Consolidado"]
    assert sheet.freeze_panes == "D2"
    assert sheet.auto_filter.ref.startswith("A1:")
    lines = [[_plain(cell.value) for cell in row] for name in ("Consolidado", "Totales") for row in book[name].iter_rows(min_row=2)]
    with (tmp_path / "m.csv").open(encoding="utf-8-sig", newline="") as text:
        assert lines == [[_number(value) for value in row] for row in list(csv.reader(text))[1:]]


def _plain(value: Any) -> Any:
    return "" if value is None else round(float(value), 3) if isinstance(value, int | float) else _number(value)


def _number(text: str) -> Any:
    try:
        return round(float(text), 3)
    except ValueError:
        return text


def test_a_name_that_looks_like_a_formula_is_harmless_text(march: Confederation, tmp_path: Path) -> None:
    with march.app.app_context(), writing() as connection:
        table = Unit.__table__
        connection.execute(table.update().where(table.c.code == "K-001").values(name="=cmd|' /C calc'!A0"))
    export(march, tmp_path / "m.csv")
    export(march, tmp_path / "m.xlsx", form="xlsx")
    assert "'=cmd|' /C calc'!A0" in [line["Nombre"] for line in read(tmp_path / "m.csv")]
    cells = [cell for row in load_workbook(tmp_path / "m.xlsx")["Consolidado"].iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n", "inlineStr"}
    assert "=cmd|' /C calc'!A0" in [cell.value for cell in cells]


def test_who_took_a_file_is_written_down(march: Confederation, tmp_path: Path) -> None:
    export(march, tmp_path / "m.csv", "--scope", "P-LIMA")
    with march.app.app_context(), reading() as connection:
        taken = connection.execute(select(ExportTaken.__table__)).one()
    assert (taken.report, taken.scope, taken.period, taken.form, taken.rows) == ("consolidado-mensual", "P-LIMA", "2026-03", "csv", 2)
    assert taken.taken_by.startswith("command:")
    assert len(taken.checksum) == 64


def test_a_wrong_word_is_answered_with_what_to_do(march: Confederation, tmp_path: Path) -> None:
    for words, hint in (
        ({"name": "consolidado"}, "consolidado-mensual"),
        ({"words": ["--period", "2026-13"]}, "2026-03"),
        ({"words": ["--scope", "P-PUNO"]}, "federation list"),
    ):
        answer = export(march, tmp_path / "m.csv", *words.pop("words", []), **words)  # type: ignore[attr-defined, arg-type]
        assert answer.exit_code == 1
        assert hint in answer.output
    assert "--out" in export(march, tmp_path / "not" / "there.csv").output
    assert list(tmp_path.glob("*.csv")) == []


def test_the_list_prints_one_name_a_line(confederation: Confederation) -> None:
    listed = confederation.app.test_cli_runner().invoke(args=["reports", "list"]).output.splitlines()
    assert {"consolidado-mensual", "entregas", "existencias", "quien-paga-el-plato", "resumen-mensual"} <= set(listed)
