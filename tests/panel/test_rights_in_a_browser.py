"""A person's rights and a notice, attended with the keyboard alone on a phone's width, and every page of them under the eyes of axe."""

import pytest
from playwright.sync_api import Page, expect

from app.federation import enrolment, tree
from tests.a_phone import APhone
from tests.panel.test_in_a_browser import faults, panel, signs_in
from tests.served import Server

__all__ = ["panel"]


@pytest.fixture
def elsa(server: Server, panel: str) -> str:
    """Elsa is on the padrón that Manos Unidas handed in, and asks to be erased; returns the address of her sheet."""
    with server.app.app_context():
        kitchen = tree.kitchen_by_code("K-001")
        assert kitchen
        code = enrolment.invite(kitchen.id, "system")
    phone = APhone(server.app.test_client(), "Luz")
    phone.enrols(code)
    said = {
        "paternal": "Poma",
        "maternal": "Ñahui",
        "doc_type": "dni",
        "doc_number": "44556677",
        "address": "Jirón Junín 12",
        "disability": True,
    }
    person = phone.registers("Elsa", born_on="1984-05-17", sex="f", consent="spoken", **said)
    phone.serves(person)
    phone.write("roll.handed_in", {"count": 2}, on="2026-03-31")
    phone.write("right.asked", {"person": person, "right": "erasure"})
    assert phone.syncs() == 200
    return f"{panel}comedor/K-001/persona/{person}"


def chooses(page: Page, why: str) -> None:
    """Say for what the names are needed, with the keyboard."""
    page.get_by_role("radio", name=why).focus()
    page.keyboard.press("Space")
    page.keyboard.press("Enter")


def test_from_a_request_to_a_corrected_person_with_the_keyboard_alone(page: Page, panel: str, elsa: str) -> None:
    page.set_viewport_size({"width": 360, "height": 640})
    signs_in(page, panel, "rosa")
    page.goto(f"{panel}pedidos")
    page.get_by_role("link", name="Ver su hoja").press("Enter")
    chooses(page, "Una persona pide ver")
    expect(page.get_by_role("heading", level=1)).to_have_text("Elsa Poma Ñahui")
    page.get_by_role("link", name="Corregir").press("Enter")
    page.get_by_label("Apellido materno", exact=True).focus()
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("Ñaupari")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Elsa Poma Ñaupari")
    page.get_by_text("Qué se escribió de ella").press("Enter")
    expect(page.get_by_text("Se corrigió: Apellido materno")).to_be_visible()


def test_a_notice_is_written_looked_at_and_published_with_the_keyboard_alone(page: Page, panel: str, elsa: str) -> None:
    page.set_viewport_size({"width": 360, "height": 640})
    signs_in(page, panel, "rosa")
    page.goto(f"{panel}avisos/nuevo")
    page.get_by_label("Título").focus()
    page.keyboard.type("Capacitación")
    page.keyboard.press("Tab")
    page.keyboard.type("El sábado a las 10.")
    page.get_by_role("button", name="Ver cómo queda").press("Enter")
    expect(page.get_by_text("Irá a 2 comedores de Lima Sur.")).to_be_visible()
    found = faults(page)
    page.get_by_role("button", name="Publicar").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Capacitación")
    expect(page.get_by_role("row", name="Manos Unidas")).to_contain_text("Espera al celular")
    assert found + faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("width", [360, 1280])
def test_every_page_of_rights_is_clean_and_fits_its_width(page: Page, panel: str, elsa: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    signs_in(page, panel, "rosa")
    found = []
    roll = f"{panel}comedor/K-001/padron"
    for place in ("pedidos", "datos-personales", "avisos/", "avisos/nuevo", "sin-registro/", "comedor/K-001/contacto"):
        found += seen(page, panel + place)
    for place in (roll, elsa):
        found += seen(page, place)
    chooses(page, "Una persona pide ver")
    expect(page.get_by_role("heading", level=1)).to_have_text("Elsa Poma Ñahui")
    for place in (roll, elsa, f"{elsa}/corregir", f"{elsa}/hoja", f"{elsa}/borrar"):
        found += seen(page, place)
    page.get_by_role("checkbox").check()
    page.get_by_role("button", name="Borrar para siempre").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Datos borrados a su pedido")
    assert found + faults(page) == []


def seen(page: Page, place: str) -> list[str]:
    """Open a page that must fit its width; what axe finds wrong with it."""
    page.goto(place)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"{place} is too wide"
    return faults(page)
