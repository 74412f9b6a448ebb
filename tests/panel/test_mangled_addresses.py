"""Addresses and forms that no page of ours makes: answered alike on both databases, and never with an error of ours."""

import pytest

from tests.a_visitor import PASSWORD, AVisitor, with_an_account
from tests.stories import Confederation

PAGES = ("organizacion/{}", "comedor/{}", "sin-registro/{}", "territorio/{}", "comedor/K-001/en-observacion/{}")
PAGES += ("comedor/K-001/celulares/{}/cerrar", "comedor/K-001/celulares/{}", "comedores?q={}", "?mes={}", "comedores?pagina={}")
MANGLED = ("%00", "K-001%00", "%ff", "%ED%A0%80", "..", "%F0%9F%8D%B2", "9" * 400, "-1", "2026-13", "9999-12", "0000-00", "%27%22%3B--")
FORMS = ("comedor/K-001/en-observacion/{}/aceptar", "comedor/K-001/en-observacion/{}/rechazar", "comedor/K-001/invitaciones/{}/retirar")
FORMS += ("comedor/K-001/celulares/{}/cerrar", "comedor/{}/invitaciones")


@pytest.mark.parametrize("page", PAGES)
def test_an_address_that_no_page_makes_is_no_fault_of_ours(board: AVisitor, page: str) -> None:
    answers = {board.opens("/panel/es/" + page.format(mangled)).status_code for mangled in MANGLED}
    assert answers <= {200, 302, 308, 404}


@pytest.mark.parametrize("form", FORMS)
def test_a_button_that_no_page_has_changes_nothing(board: AVisitor, form: str) -> None:
    answers = {mangled: board.presses("/panel/es/" + form.format(mangled)).status_code for mangled in MANGLED if mangled != ".."}
    assert set(answers.values()) <= {303, 404}, answers  # taking back an invitation that is not there is harmless


@pytest.mark.parametrize("field", ["unidad", "mes", "formato"])
def test_a_file_that_is_not_there_cannot_be_taken(board: AVisitor, field: str) -> None:
    wanted = {"unidad": "N", "mes": "2026-03", "formato": "csv"}
    for mangled in ("\0", "N\0", "", "9" * 5_000, "2026-13", "docx"):
        assert board.presses("/panel/es/descargas", **wanted | {field: mangled}).status_code == 404, mangled


@pytest.mark.parametrize(
    "back", ["http://[", "//[", "//lejos.pe/", "/panel/\r\nX-Y: 1", "/panel/../../..//lejos.pe", "\0", "/panel/\\lejos"]
)
def test_signing_in_goes_nowhere_else(confederation: Confederation, back: str) -> None:
    rosa = with_an_account(confederation.app, "rosa", "coordinator", "P-LIMA")
    answer = rosa.signs_in("rosa", PASSWORD, back=back)
    assert answer.status_code in (303, 404)
    assert answer.headers.get("Location", "/panel/").startswith("/panel/")
    assert "X-Y" not in answer.headers


@pytest.mark.parametrize("username", ["\0", "rosa\0", "\ud800", "é" * 60, " "])
def test_a_name_that_nobody_has_opens_nothing(confederation: Confederation, username: str) -> None:
    visitor = with_an_account(confederation.app, "rosa", "coordinator", "P-LIMA")
    assert visitor.signs_in(username.encode("utf-8", "surrogatepass").decode("utf-8", "replace")).status_code in (400, 401, 404)
