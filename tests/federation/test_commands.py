"""`flask federation` and `flask devices`, as scripts and the person at the server use them."""

import csv
import io
import json
import re

import pytest

from app.federation import enrolment
from tests.a_phone import APhone
from tests.stories import Confederation


def run(confederation: Confederation, *words: str) -> tuple[int, str]:
    """A command's exit status, and all it says."""
    result = confederation.app.test_cli_runner().invoke(args=list(words))
    return result.exit_code, result.output


def test_the_list_of_kitchens_is_a_table_for_programs_with_the_code_first(confederation: Confederation) -> None:
    status, said = run(confederation, "federation", "list", "--level", "base", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(said)))
    assert status == 0
    assert [row["code"] for row in rows] == ["K-001", "K-002", "K-003"]
    assert said.splitlines()[1] == "K-001,Manos Unidas,base,D-VMT,150143,comedor"
    assert rows[2]["name"] == "Ñawi Wasi"


def test_every_level_is_listed_for_people_too(confederation: Confederation) -> None:
    for level, code in {"national": "N", "provincial": "P-CUSCO", "district": "D-VMT", "base": "K-003"}.items():
        status, said = run(confederation, "federation", "list", "--level", level)
        assert (status, said.startswith("Código"), code in said) == (0, True, True)


def test_an_invitation_gives_a_link_a_code_and_a_time_and_lets_a_phone_in(confederation: Confederation) -> None:
    status, said = run(confederation, "devices", "invite", "--kitchen", "K-001")
    link = re.search(r"http://127\.0\.0\.1:\d+/app/es/entrar#([2-9A-Z]{10})", said)
    grouped = re.search(r"[2-9A-Z]{5}-[2-9A-Z]{5}", said)
    assert status == 0
    assert link and grouped
    assert grouped[0].replace("-", "") == link[1]
    assert "Vence" in said

    phone = APhone(confederation.app.test_client())
    assert phone.enrols(grouped[0])["kitchen"]["code"] == "K-001"
    phone.counts(paid=3)
    assert phone.syncs() == 200
    status, said = run(confederation, "devices", "list", "--kitchen", "K-001")
    assert (status, phone.device in said, "(test)" in said) == (0, True, True)


def test_an_invitation_can_be_read_by_a_program(confederation: Confederation) -> None:
    status, said = run(confederation, "devices", "invite", "--kitchen", "K-001", "--format", "json")
    made = json.loads(said)
    assert (status, made["kitchen"]) == (0, "K-001")
    with confederation.app.app_context():
        assert enrolment.look(made["code"]) is not None


def test_the_public_address_is_the_one_in_the_link(confederation: Confederation) -> None:
    confederation.app.config["PUBLIC_URL"] = "https://comedor.example/"
    _, said = run(confederation, "devices", "invite", "--kitchen", "K-001")
    assert "https://comedor.example/app/es/entrar#" in said


def test_a_revoked_phone_is_told_so(confederation: Confederation) -> None:
    phone = confederation.a_phone()
    assert phone.syncs() == 200
    status, said = run(confederation, "devices", "revoke", phone.device)
    assert (status, phone.device in said) == (0, True)
    phone.counts(paid=3)
    assert phone.syncs() == 403
    assert "sin permiso" in run(confederation, "devices", "list", "--kitchen", "K-001")[1]


def test_what_is_not_there_is_said_in_spanish_with_what_to_do(confederation: Confederation) -> None:
    for words in (["devices", "invite", "--kitchen", "NADA"], ["devices", "list", "--kitchen", "P-LIMA"], ["devices", "revoke", "nadie"]):
        status, said = run(confederation, *words)
        assert (status, "No existe" in said, "flask " in said) == (1, True, True)


def test_every_command_explains_itself(confederation: Confederation) -> None:
    for words in (["federation", "list"], ["devices", "invite"], ["devices", "list"], ["devices", "revoke"], ["accounts", "create"]):
        status, said = run(confederation, *words, "--help")
        assert status == 0
        assert "Opciones:" in said and any(letter in said for letter in "áéíóúñ")


def test_a_province_gets_its_organisation_and_its_kitchens_or_nothing_changes(confederation: Confederation) -> None:
    status, said = run(
        confederation, "federation", "add", "P-PUNO", "Comedores de Puno", "--level", "provincial", "--under", "N", "--since", "2026-03"
    )
    assert (status, "Comedores de Puno (P-PUNO)" in said) == (0, True), said
    half = run(confederation, "federation", "move", "K-003", "K-999", "--under", "P-PUNO", "--since", "2026-03")
    assert half == (1, "Error: No existe la organización «K-999». Vea los códigos con: flask federation list --level provincial\n")
    assert "K-003,Ñawi Wasi,base,P-CUSCO" in run(confederation, "federation", "list", "--level", "base", "--format", "csv")[1]
    moved = run(confederation, "federation", "move", "K-003", "--under", "P-PUNO", "--since", "2026-03")
    assert moved == (0, "Listo. Desde ese mes en P-PUNO: K-003\n")
    assert "K-003,Ñawi Wasi,base,P-PUNO" in run(confederation, "federation", "list", "--level", "base", "--format", "csv")[1]


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("add", "N", "Otra", "--level", "provincial", "--under", "N"), "Ya hay una organización con el código «N»"),
        (("add", "X", "Otra", "--level", "provincial", "--under", "NADA"), "No existe la organización «NADA»"),
        (("add", "X", "Otra", "--level", "provincial", "--under", "K-001"), "no puede depender"),
        (("add", "X", "Otra", "--level", "national"), "es una sola"),
        (("add", "X", "Otra", "--level", "provincial"), "no puede depender"),
        (("move", "K-001", "--under", "N", "--since", "marzo"), "«marzo» no es un mes"),
    ],
)
def test_what_cannot_hang_so_is_refused_with_the_reason(confederation: Confederation, words: tuple[str, ...], why: str) -> None:
    status, said = run(confederation, "federation", *words)
    assert (status, why in said) == (1, True), said
