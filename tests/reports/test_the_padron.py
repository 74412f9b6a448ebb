"""The official padrón: whose names leave, in which columns, and that nobody takes them without saying why."""

import csv
import re
from pathlib import Path

import pytest
from openpyxl import load_workbook
from sqlalchemy import select

from app.accounts.models import AuditEntry
from app.books.roll.models import Beneficiary
from app.database import reading
from app.reports.models import ExportTaken
from app.seal import open_json
from app.sync import append
from tests.reports.taking import read, take
from tests.stories import Confederation

WHY = "--reason", "Lo pide la municipalidad de Villa María"
HEADINGS = (
    "N°|DNI|Apellido Paterno|Apellido Materno|Nombres|Gestante|Discapacidad|Dirección completa|Centro Poblado|Distrito|"
    "Tipo de Beneficiario (1!2!3)|DNI del Apoderado|Ap. Paterno del Apoderado|Ap. Materno del Apoderado|Nombres del Apoderado"
)


@pytest.fixture
def march(confederation: Confederation) -> Confederation:
    """Manos Unidas handed its padrón in on 20 March; afterwards somebody came, somebody left, somebody objected."""
    phone = confederation.a_phone("manos", day="2026-03-02")
    juana = phone.registers("Juana", paternal="Quispe", maternal="Ñahui", doc_type="dni", doc_number="00117410", sex="f", pregnant=True)
    phone.registers("Mateo", "user", paternal="Quispe", sex="m", guardian=juana, disability=False, address="=HYPERLINK(1)")
    phone.registers("Yuri", "social_case", paternal="Ayala", doc_type="ce", doc_number="123", guardian_names="Eva", guardian_dni="10117410")
    gone = phone.registers("Gone", paternal="Zavala")
    phone.write("beneficiary.left", {"person": gone, "reason": "moved"}, on="2026-03-10")
    phone.write("roll.handed_in", {"count": 4}, on="2026-03-20")
    phone.registers("Late", paternal="Bravo")
    phone.write("roll.handed_in", {"count": 5}, on="2026-04-20")
    wasi = confederation.a_phone("wasi", "Carmen")
    wasi.registers("Elsa", paternal="Mamani")
    assert (phone.syncs(), wasi.syncs()) == (200, 200)
    return confederation


def people(confederation: Confederation, out: Path, *words: str) -> list[dict[str, str]]:
    """The rows of a padrón taken for a good reason."""
    answer = take(confederation, "padron", out, *WHY, *words)
    assert answer.exit_code == 0, answer.output
    return read(out)


def test_the_fifteen_official_columns_stand_in_their_order(march: Confederation, tmp_path: Path) -> None:
    people(march, tmp_path / "p.csv", "--scope", "K-001")
    lines = list(csv.reader((tmp_path / "p.csv").open(encoding="utf-8-sig", newline="")))
    assert "|".join(heading.replace("|", "!") for heading in lines[0]) == HEADINGS
    district = "Villa María del Triunfo"
    assert lines[1] == ["1", "CE 123", "Ayala", "", "Yuri", "", "", "", "", district, "3", "10117410", "", "", "Eva"]
    assert lines[3] == ["3", "00117410", "Quispe", "Ñahui", "Juana", "Sí", "", "", "", district, "1", "", "", "", ""]
    mateo = lines[2]
    assert mateo[5:8] == ["—", "No", "'=HYPERLINK(1)"]
    assert mateo[10:] == ["2", "00117410", "Quispe", "Ñahui", "Juana"]


def test_it_is_told_as_it_stood_on_the_day_it_was_handed_in(march: Confederation, tmp_path: Path) -> None:
    def names(*words: str) -> list[str]:
        return [line["Nombres"] for line in people(march, tmp_path / "p.csv", *words)]

    assert names() == ["Yuri", "Mateo", "Juana"]
    assert names("--period", "2026-04") == ["Yuri", "Late", "Mateo", "Juana"]
    assert names("--period", "2026-02") == []
    assert names("--scope", "K-003") == [], "it has not handed its padrón in"


def test_who_objects_and_who_was_erased_is_nowhere_in_it(march: Confederation, tmp_path: Path) -> None:
    juana, mateo = person(march, "Juana"), person(march, "Mateo")
    phone = march.a_phone("manos", "Eva", day="2026-04-01")
    phone.write("right.asked", {"person": juana, "right": "objection"})
    assert phone.syncs() == 200
    with march.app.app_context():
        erased = {
            "id": phone.new_id(),
            "kind": "person.erased",
            "v": 1,
            "on": "2026-04-01",
            "by": "system",
            "at": 0,
            "data": {"person": mateo},
        }
        append(march.kitchens["manos"], [erased], None)
    lines = people(march, tmp_path / "p.csv", "--statement")
    assert [line["Nombres"] for line in lines] == ["Yuri"]
    assert "Juana" not in (tmp_path / "p.csv").read_text()
    told = next(line for line in (tmp_path / "p.csv.txt").read_text().splitlines() if line.startswith("Padrones entregados"))
    assert re.findall(r"\d+", told) == ["1", "3", "1", "1"], "padrones, kitchens, who objected, who was erased"


def test_who_asked_to_be_erased_does_not_leave_while_she_waits(march: Confederation, tmp_path: Path) -> None:
    phone = march.a_phone("manos", "Eva", day="2026-04-01")
    phone.write("right.asked", {"person": person(march, "Yuri"), "right": "erasure"})
    assert phone.syncs() == 200
    assert [line["Nombres"] for line in people(march, tmp_path / "p.csv")] == ["Mateo", "Juana"]


def person(confederation: Confederation, names: str) -> str:
    """The id of somebody of Manos Unidas."""
    here = Beneficiary.kitchen_id == confederation.kitchens["manos"]
    with confederation.app.app_context(), reading() as connection:
        rows = connection.execute(select(Beneficiary.__table__).where(here)).all()
        known = {open_json(row.sealed, f"beneficiary/{row.kitchen_id}/{row.id}")["values"]["names"]: row.id for row in rows}
    return str(known[names])


def test_a_file_of_many_kitchens_says_whose_padron_a_row_is_of(march: Confederation, tmp_path: Path) -> None:
    people(march, tmp_path / "p.csv")
    assert {line["Código"] for line in read(tmp_path / "p.csv")} == {"K-001"}
    take(march, "padron", tmp_path / "p.xlsx", *WHY, form="xlsx")
    book = load_workbook(tmp_path / "p.xlsx")
    assert book.sheetnames == ["Padrón", "Padrones entregados", "Sobre este archivo"]
    padrones = list(book["Padrones entregados"].iter_rows(min_row=2, values_only=True))
    assert [(row[0], row[3], row[4]) for row in padrones] == [("K-003", None, None), ("K-002", None, None), ("K-001", 4, 3)]
    about = {row[0].value: row[1].value for row in book["Sobre este archivo"].iter_rows()}
    assert about["Para qué se pidió"] == WHY[1]
    assert about["Filas"].startswith("3")


def test_nobody_takes_names_without_saying_why_and_who_did_is_written_down(march: Confederation, tmp_path: Path) -> None:
    for reason in ((), ("--reason", "   corto   ")):
        answer = take(march, "padron", tmp_path / "p.csv", *reason)
        assert answer.exit_code == 1
        assert "--reason" in answer.output
        assert not (tmp_path / "p.csv").exists()
    people(march, tmp_path / "p.csv")
    with march.app.app_context(), reading() as connection:
        taken = connection.execute(select(ExportTaken.__table__)).one()
        noted = connection.execute(select(AuditEntry.__table__).where(AuditEntry.kind == "export.taken")).one()
    assert (taken.report, taken.rows, taken.reason) == ("padron", 3, WHY[1])
    assert noted.detail == "padron 2026-03 csv"
