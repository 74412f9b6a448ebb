"""A person's rights at the federation: all that is held of her is shown, corrected, taken away with her, and erased."""

import csv
import io
import json

import pytest

from tests.a_phone import APhone
from tests.a_visitor import AVisitor
from tests.panel.test_rolls import says_why, trail
from tests.panel.test_the_month import words
from tests.stories import Confederation


@pytest.fixture
def juana(confederation: Confederation) -> tuple[APhone, str]:
    """Juana of Manos Unidas, who ate three times (once marked by two phones) and paid her dues; and her phone."""
    phone, other = confederation.a_phone(), confederation.a_phone(name="Luz")
    said = {"paternal": "Quispe", "doc_type": "dni", "doc_number": "10117410", "born_on": "1984-05-17", "sex": "f", "disability": False}
    person = phone.registers("Juana", **said)
    for on in ("2026-03-02", "2026-03-03", "2026-03-05"):
        phone.serves(person, on=on)
    other.serves(person, on="2026-03-05")
    phone.write("dues.paid", {"amount_cents": 500, "person": person})
    assert (phone.syncs(), other.syncs(), phone.syncs()) == (200, 200, 200)
    return phone, person


def sheet(person: str, act: str = "") -> str:
    """The address of her sheet, or of an act on it."""
    return f"/panel/es/comedor/K-001/persona/{person}{act}"


def opened(visitor: AVisitor, page: str) -> dict[str, str]:
    """What the forms of a page were given when it opened."""
    html = visitor.reads(page)
    given = {"opened": html.split('name="opened" value="')[1].split('"')[0]}
    return given | ({"seen": html.split('name="seen" value="')[1].split('"')[0]} if 'name="seen"' in html else {})


def about(phone: APhone, person: str, kind: str) -> list[dict[str, object]]:
    """What a phone has heard of a person, of one kind."""
    assert phone.syncs() in (200, 204)
    return [said for said in phone.log.values() if said["kind"] == kind and said["data"].get("person") == person]


def test_her_name_is_asked_for_with_a_reason_and_every_look_is_written_down(
    confederation: Confederation, juana: tuple[APhone, str], rosa: AVisitor
) -> None:
    _, person = juana
    assert "Juana" not in rosa.reads(sheet(person))
    answer = rosa.presses("/panel/es/comedor/K-001/padron/motivo", motivo="right", persona=person)
    assert answer.headers["Location"] == sheet(person)
    page = words(rosa.reads(sheet(person)))
    assert "Juana Quispe" in page
    assert "Fecha de nacimiento 17 may. 1984" in page
    assert "Discapacidad No" in page, "said is not the same as not said"
    assert "Raciones: Socias 3 Entre 2 mar. 2026 y 5 mar. 2026 Cuotas pagadas S/ 5.00" in page
    assert "Entró al padrón 2 mar. 2026 · Rosa" in page
    assert trail(confederation, "roll.seen", "person.seen") == [("roll.seen", None, "right"), ("person.seen", person, "right")]


def test_a_correction_reaches_the_phone_with_what_it_replaces_and_pressed_twice_is_one(juana: tuple[APhone, str], rosa: AVisitor) -> None:
    phone, person = juana
    says_why(rosa, "right")
    form = opened(rosa, sheet(person, "/corregir")) | {
        "names": "Juana Inés",
        "paternal": "Quispe",
        "disability": "",
        "address": " Jr.  Junín 12",
    }
    assert [rosa.presses(sheet(person, "/corregir"), **form).status_code for _ in range(2)] == [303, 303]
    told = about(phone, person, "beneficiary.amended")
    assert [(one["data"], one["base"]) for one in told] == [
        (
            {"person": person, "names": "Juana Inés", "disability": None, "address": "Jr. Junín 12"},
            {"names": "Juana", "disability": False, "address": None},
        )
    ]
    assert "account:" in str(told[0]["by"])
    page = words(rosa.reads(sheet(person)))
    assert "Juana Inés Quispe" in page
    assert "Doña Rosa" in page, "who corrected is said"


def test_what_changed_on_a_phone_in_between_is_no_silent_overwrite(juana: tuple[APhone, str], rosa: AVisitor) -> None:
    phone, person = juana
    says_why(rosa, "right")
    form = opened(rosa, sheet(person, "/corregir"))
    phone.amends(person, {"paternal": "Quispe"}, paternal="Quispe Ñahui")
    phone.syncs()
    rosa.presses(sheet(person, "/corregir"), **form, paternal="Quisbe")
    page = words(rosa.reads(sheet(person)))
    assert "Apellido paterno Quispe Ñahui dos celulares escribieron distinto" in page
    again = opened(rosa, sheet(person, "/corregir"))
    rosa.presses(sheet(person, "/corregir"), **again, paternal="Quispe Ñahui")
    assert "escribieron distinto" not in rosa.reads(sheet(person)), "what she says settles it"


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({}, "No cambió nada"),
        ({"names": ""}, "Revise este dato: Nombres"),
        ({"age": "siete"}, "Revise este dato: Edad"),
        ({"born_on": "2026-02-30"}, "Revise este dato: Fecha de nacimiento"),
        ({"address": "x" * 161}, "Revise este dato: Dirección"),
        ({"type": "queen"}, "Revise este dato: Viene como"),
    ],
)
def test_a_correction_that_cannot_be_is_given_back(juana: tuple[APhone, str], rosa: AVisitor, changed: dict[str, str], said: str) -> None:
    phone, person = juana
    says_why(rosa, "right")
    answer = rosa.presses(sheet(person, "/corregir"), **opened(rosa, sheet(person, "/corregir")) | changed)
    assert answer.status_code == 400
    assert said in words(answer.get_data(as_text=True))
    assert about(phone, person, "beneficiary.amended") == []


def test_she_leaves_objects_and_takes_it_back(confederation: Confederation, juana: tuple[APhone, str], rosa: AVisitor) -> None:
    phone, person = juana
    says_why(rosa, "right")
    assert rosa.presses(sheet(person, "/baja"), opened="t", reason="").status_code == 400
    rosa.presses(sheet(person, "/baja"), **opened(rosa, sheet(person)), reason="moved")
    assert [one["data"]["reason"] for one in about(phone, person, "beneficiary.left")] == ["moved"]  # type: ignore[index]
    rosa.presses(sheet(person, "/oposicion"), **opened(rosa, sheet(person)))
    assert "Que su nombre no salga en listas. Lo pidió el" in words(rosa.reads(sheet(person)))
    assert len(about(phone, person, "right.asked")) == 1
    rosa.presses(sheet(person, "/oposicion"), **opened(rosa, sheet(person)), retirar="si")
    assert "Lo pidió el" not in words(rosa.reads(sheet(person)))
    assert rosa.presses(sheet(person, "/oposicion"), opened="t", retirar="si").status_code == 400, "there is nothing to take back"
    acts = [kind for kind, _, _ in trail(confederation, "person.left", "right.answered")]
    assert acts == ["person.left", "right.answered", "right.answered"]


def test_she_takes_her_data_with_her_on_paper_and_as_a_file(
    confederation: Confederation, juana: tuple[APhone, str], rosa: AVisitor
) -> None:
    _, person = juana
    assert rosa.presses(sheet(person, "/copia"), formato="json").status_code == 400, "no reason yet"
    says_why(rosa, "right")
    paper = words(rosa.reads(sheet(person, "/hoja")))
    assert "Quispe" in paper and "Sus derechos" in paper
    told = json.loads(rosa.presses(sheet(person, "/copia"), formato="json").data)
    assert told["fields"]["doc_number"] == "10117410"
    assert told["counted"]["rations"] == {"member": 3}
    assert [one["kind"] for one in told["written"]] == ["beneficiary.registered"]
    taken = rosa.presses(sheet(person, "/copia"), formato="csv")
    lines = list(csv.reader(io.StringIO(taken.data.decode("utf-8-sig"))))
    assert ["Nombres", "Juana"] in lines and ["Raciones: Socias", "3"] in lines
    assert taken.headers["Content-Disposition"].startswith("attachment; filename=K-001_"), "her name is not in the file's"
    assert rosa.presses(sheet(person, "/copia"), formato="exe").status_code == 404
    assert [detail for _, _, detail in trail(confederation, "person.exported")] == ["right", "json", "csv"]


def test_erased_she_is_gone_here_and_on_the_phone_and_what_she_ate_stays_counted(
    confederation: Confederation, juana: tuple[APhone, str], rosa: AVisitor
) -> None:
    phone, person = juana
    phone.write("right.asked", {"person": person, "right": "erasure"})
    phone.syncs()
    asked = words(rosa.reads("/panel/es/pedidos"))
    assert "Manos Unidas K-001 2 mar. 2026" in asked
    assert "Juana" not in asked
    says_why(rosa, "right")
    assert rosa.presses(sheet(person, "/borrar")).status_code == 400, "she must be sure"
    assert [rosa.presses(sheet(person, "/borrar"), sure="si").status_code for _ in range(2)] == [303, 303]
    page = words(rosa.reads(sheet(person)))
    assert "Datos borrados a su pedido" in page
    assert "Juana" not in page and "10117410" not in page
    assert "Nadie espera." in rosa.reads("/panel/es/pedidos")
    assert len(about(phone, person, "person.erased")) == 1
    for act in ("/hoja", "/corregir", "/borrar"):
        assert "Quispe" not in rosa.reads(sheet(person, act))
    assert rosa.presses(sheet(person, "/copia"), formato="json").status_code == 404
    assert rosa.presses(sheet(person, "/corregir"), opened="t", seen="999", names="Otra").status_code == 400, "nothing is said of her again"
    assert trail(confederation, "person.erased")[0][1] == person


def test_nobody_of_another_kitchen_or_province_finds_her(confederation: Confederation, juana: tuple[APhone, str], board: AVisitor) -> None:
    _, person = juana
    wasi = confederation.a_phone("wasi")
    elsa = wasi.registers("Elsa")
    wasi.write("right.asked", {"person": elsa, "right": "objection"})
    wasi.syncs()
    says_why(board, "right")
    assert "Juana" in board.reads(sheet(person))
    assert board.opens(sheet(elsa)).status_code == 404, "of another kitchen"
    assert board.opens(sheet("5f0c2b1e-8a41-8c3d-9f27-0000000000ff")).status_code == 404
    assert "Ñawi Wasi" in board.reads("/panel/es/pedidos")
