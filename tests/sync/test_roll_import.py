"""A padrón kept in a spreadsheet comes into the kitchen's log: everybody once, nobody lost for an odd cell, every doubt said."""

import csv
from datetime import date
from pathlib import Path
from typing import Any

import xlsxwriter

from app.database import reading
from app.sync.roll_import.day import day
from app.sync.roll_import.document import document
from app.sync.roll_import.naming import naming
from tests import a_list, the_books
from tests.stories import Confederation

OFFICIAL = [
    *("N°", "DNI", "Apellido Paterno", "Apellido Materno", "Nombres", "Gestante (Si/No/—)", "Discapacidad (Si/No)", "Direccion completa"),
    *("Centro Poblado", "Distrito", "Tipo de Beneficiario (1|2|3)", "DNI del Apoderado", "Ap. Paterno del Apoderado"),
    *("Ap. Materno del Apoderado", "Nombres del Apoderado"),
]
PADRON: list[list[Any]] = [
    OFFICIAL,
    [1, 10117410, "Quispe", "Huamán", "Juana Rosa", "No", "No", "Mz A Lt 3", "Nueva Esperanza", "VMT", 1, "", "", "", ""],
    [2, 1234567, "Quispe", "Mamani", "Mateo", "—", "Sí", "", "", "", 2, 10117410, "Quispe", "Huamán", "Juana Rosa"],
    [3, "", "De la Cruz", "", "Paulina", "—", "", "", "", "", "3", "", "", "", ""],
    [4, "AB-12", "Ñahui", "Poma", "Elsa", "tal vez", "", "", "", "", "otra", "", "", "", ""],
    [5, 10117410, "Quispe", "Huamán", "Juana", "", "", "", "", "", 1, "", "", "", ""],
    [6, "", "", "", "", "", "", "Mz B", "", "", 2, "", "", "", ""],
]


def imports(confederation: Confederation, file: Path, *words: str) -> tuple[int, str]:
    """What `flask roll import` answers for Manos Unidas, and how it ends."""
    result = confederation.app.test_cli_runner().invoke(args=["roll", "import", "--kitchen", "K-001", str(file), *words])
    return result.exit_code, result.output


def people(confederation: Confederation) -> dict[str, dict[str, Any]]:
    """The roll of Manos Unidas by names, as its books tell it."""
    with confederation.app.app_context(), reading() as connection:
        books = the_books.read(connection, confederation.kitchens["manos"])
    return {person["names"]: person for person in books["people"].values()}


def test_the_official_columns_come_in_and_a_second_time_add_nobody(confederation: Confederation, tmp_path: Path) -> None:
    file = a_list.as_xlsx(tmp_path / "padron.xlsx", PADRON, above=2)
    status, said = imports(confederation, file)
    assert (status, "Personas nuevas: 4. Ya estaban: 0. Filas fuera: 2." in said) == (0, True), said
    roll = people(confederation)
    juana, mateo, paulina, elsa = (roll[name] for name in ("Juana Rosa", "Mateo", "Paulina", "Elsa"))
    assert (juana["doc_number"], juana["type"], juana["pregnant"]) == ("10117410", "member", False)
    assert juana["address"] == "Mz A Lt 3, Nueva Esperanza"
    assert (mateo["doc_number"], mateo["disability"], mateo["guardian_dni"]) == ("01234567", True, "10117410")
    assert "pregnant" not in mateo, "a dash says nothing"
    assert (paulina["paternal"], paulina["type"], "doc_number" in paulina) == ("De la Cruz", "social_case", False)
    assert (elsa["doc_number"], elsa["type"]) == ("AB-12", "user"), "an odd document warns and keeps nobody out"
    status, said = imports(confederation, file)
    assert (status, "Personas nuevas: 0. Ya estaban: 4." in said) == (0, True), said
    assert people(confederation) == roll


def test_the_phone_receives_what_was_imported(confederation: Confederation, tmp_path: Path) -> None:
    phone = confederation.a_phone()
    imports(confederation, a_list.as_csv(tmp_path / "p.csv", PADRON))
    assert phone.syncs() == 200
    assert {"Juana Rosa", "Paulina"} <= {operation["data"].get("names") for operation in phone.log.values()}


def test_every_doubt_of_a_padron_is_reported_and_a_strict_import_waits(confederation: Confederation, tmp_path: Path) -> None:
    file, report = a_list.as_csv(tmp_path / "p.csv", PADRON, "cp1252", ";"), tmp_path / "dudas.csv"
    status, said = imports(confederation, file, "--strict", "--report", str(report))
    assert (status, people(confederation), "No se cambió nada" in said) == (1, {}, True)
    rows = list(csv.reader(report.read_text(encoding="utf-8-sig").splitlines()))[1:]
    assert [(row[0], row[2]) for row in rows] == [("3", "Se tomó"), *[("5", "Se tomó")] * 3, ("6", "Quedó fuera"), ("7", "Quedó fuera")]
    assert imports(confederation, file, "--dry-run")[0] == 0
    assert people(confederation) == {}


def test_who_is_on_the_roll_already_is_not_added_again(confederation: Confederation, tmp_path: Path) -> None:
    phone = confederation.a_phone()
    phone.registers("Juana", paternal="Quispe", maternal="Huaman", doc_type="dni", doc_number="10117410")
    phone.registers("Rosa", paternal="Poma", born_on="1984-05-17")
    assert phone.syncs() == 200
    rows = [["Ap. paterno", "ap materno", "NOMBRES", "Nro documento", "Fec. Nac.", "condicion", "grupo etario", "sexo"]]
    rows += [["QUISPE", "HUAMÁN", "JUANA", "10117410", "", "habitual", "18-59", "M"]]
    rows += [["Poma", "", "Rosa", "44556677", "17/05/1984", "caso social", "18-59", "M"]]
    rows += [["Poma", "", "José", "44556688", "17-05-84", "habitual", "18-59", "H"]]
    status, said = imports(confederation, a_list.as_csv(tmp_path / "p.csv", rows))
    assert (status, "Personas nuevas: 1. Ya estaban: 2." in said, "ya está en el padrón con otros datos" in said) == (0, True, True), said
    assert (people(confederation)["José"]["born_on"], people(confederation)["José"]["sex"]) == ("1984-05-17", "m")


def test_who_has_left_comes_in_as_somebody_who_left(confederation: Confederation, tmp_path: Path) -> None:
    file = tmp_path / "p.xlsx"
    with xlsxwriter.Workbook(file, {"default_date_format": "dd/mm/yyyy"}) as book:
        page = book.add_worksheet()
        page.write_row(0, 0, ["Apellidos y Nombres", "Edad", "Fecha de ingreso", "Fecha de baja", "Motivo de baja"])
        page.write_row(1, 0, ["Mamani Condori, Luz", 71])
        page.write_datetime(1, 2, date(2024, 3, 1))
        page.write_datetime(1, 3, date(2025, 6, 30))
        page.write(1, 4, "Se mudó a Ica")
    for _ in range(2):
        assert imports(confederation, file)[0] == 0
    luz = people(confederation)["Luz"]
    assert (luz["paternal"], luz["maternal"], luz["age"]) == ("Mamani", "Condori", 71)
    assert (luz["joined_on"], luz["left_on"], luz["leave_reason"]) == ("2024-03-01", "2025-06-30", "moved")


def test_an_erased_person_does_not_come_back_in_a_file(confederation: Confederation, tmp_path: Path) -> None:
    file = a_list.as_csv(tmp_path / "p.csv", PADRON[:2])
    imports(confederation, file)
    with confederation.app.app_context(), reading() as connection:
        (person,) = the_books.read(connection, confederation.kitchens["manos"])["people"]
    confederation.says("people", "erase", "--kitchen", "K-001", "--person", person)
    assert "Personas nuevas: 0. Ya estaban: 1." in imports(confederation, file)[1]


def test_what_is_no_padron_changes_nothing(confederation: Confederation, tmp_path: Path) -> None:
    file = tmp_path / "p.csv"
    for content, words in ((b"a,b\n1,2\n", "No se pudo leer"), (b"Nombres,DNI\n" + b"a,1\n" * 5001, "5,000 filas")):
        file.write_bytes(content)
        status, said = imports(confederation, file)
        assert (status, words in said) == (1, True), said
    result = confederation.app.test_cli_runner().invoke(args=["roll", "import", "--kitchen", "NADA", str(file)])
    assert (result.exit_code, "No existe el comedor" in result.output) == (1, True)


def test_documents_days_and_names_are_read_as_they_are_written() -> None:
    assert document("", "10117410-2") == ({"doc_type": "dni", "doc_number": "10117410"}, "")
    assert document("DNI", "10117410-3") == ({"doc_type": "dni", "doc_number": "10117410"}, "doc_check")
    assert document("", "00000000") == ({}, "doc_placeholder")
    assert document("", "Sin documento") == ({"doc_type": "none"}, "")
    assert document("C.E.", "001234567") == ({"doc_type": "ce", "doc_number": "001234567"}, "")
    today, may = date(2026, 3, 2), date(1984, 5, 17)
    for text in ("1984-05-17", "17/05/1984", "17.5.1984", "17 de mayo de 1984", "1984-05-17 00:00:00", "19840517"):
        assert day(text, today) == (may, ""), text
    assert [day(text, today) for text in ("17-05-84", "05/17/1984", "30819")] == [
        *((may, "day_short_year"), (may, "day_turned"), (may, "day_number"))
    ]
    assert [day(text, today)[1] for text in ("31/02/1984", "ayer", "1984")] == ["day_unread"] * 3
    joined = {"names": "Juana Rosa", "paternal": "De la Cruz", "maternal": "Quispe"}
    assert naming({"surnames_first": "De la Cruz Quispe Juana Rosa"}) == (joined, "names_divided")
    assert naming({"names_first": "Juana Rosa De la Cruz Quispe"}) == (joined, "names_divided")
    assert naming({"surnames_first": "De la Cruz Quispe, Juana Rosa"}) == (joined, "")
    assert naming({"surnames": "De la Cruz Quispe", "names": "Juana Rosa"}) == (joined, "")
