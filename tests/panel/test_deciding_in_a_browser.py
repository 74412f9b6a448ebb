"""What waits for a person is decided with the keyboard alone on a phone's width, and every page of it under the eyes of axe."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from app.federation import tree
from app.sync import parcel
from tests.a_phone import APhone
from tests.an_envelope import words
from tests.panel.test_in_a_browser import faults, panel, signs_in
from tests.served import Server
from tests.stories import Confederation

__all__ = ["panel"]


def seen(page: Page) -> list[str]:
    """The page fits its width; what axe finds wrong with it."""
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"{page.url} is too wide"
    return faults(page)


@pytest.mark.parametrize("width", [360, 1280])
def test_a_count_below_zero_is_corrected(page: Page, panel: str, server: Server, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    signs_in(page, panel, "rosa")
    page.goto(f"{panel}en-observacion")
    page.get_by_role("link", name="Raciones sin nombre").press("Enter")
    page.get_by_role("link", name="Corregirla con el comedor").press("Enter")
    wrong = page.get_by_role("group", name="Raciones")
    expect(wrong.get_by_text("Llegó así: Pagadas: -4")).to_be_visible()
    found = seen(page)
    wrong.get_by_label("Pagadas").focus()
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("cuatro")
    page.get_by_label("Qué se corrigió").focus()
    page.keyboard.type("Eran 4.")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("Revise los datos marcados")
    expect(wrong.get_by_label("Pagadas")).to_have_value("cuatro")
    found += seen(page)
    wrong.get_by_label("Pagadas").fill("4")
    page.get_by_role("button", name="Guardar la corrección").press("Enter")
    expect(page.get_by_text("Se anotó otra en su lugar: Eran 4.")).to_be_visible()
    assert found + seen(page) == []


@pytest.fixture
def differing(server: Server, panel: str) -> str:
    """Two phones of Manos Unidas counted and priced one service differently; the address of the page that lists it."""
    confederation = Confederation(server.app, {"manos": the_kitchen(server)})
    for name, paid, price in (("Luz", 21, 350), ("Ana", 22, 400)):
        phone = confederation.a_phone(name=name)
        phone.write("service.described", {"slot": 1, "price_cents": price}, base={"price_cents": None})
        phone.counts(paid=paid, price=price)
        assert phone.syncs() == 200
    confederation.counts()
    return f"{panel}comedor/K-001/diferencias"


def the_kitchen(server: Server) -> int:
    """The id of Manos Unidas."""
    with server.app.app_context():
        kitchen = tree.kitchen_by_code("K-001")
        assert kitchen
        return kitchen.id


@pytest.mark.parametrize("width", [360, 1280])
def test_what_two_phones_wrote_differently_is_settled(page: Page, panel: str, differing: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    signs_in(page, panel, "rosa")
    page.goto(f"{panel}diferencias")
    found = seen(page)
    page.get_by_role("link", name="Manos Unidas").press("Enter")
    expect(page.get_by_text("contaron distinto")).to_have_count(1)
    found += seen(page)
    page.get_by_label("u otra cantidad:").focus()
    page.keyboard.type("20")
    page.keyboard.press("Enter")
    expect(page.get_by_text("contaron distinto")).to_have_count(0)
    page.get_by_role("button", name="S/ 4.00").press("Enter")
    expect(page.get_by_text("Ninguna diferencia")).to_be_visible()
    assert found + seen(page) == []


def closes(page: Page, panel: str, phone: APhone) -> list[str]:
    """Declare a phone stolen; what axe finds wrong with the page that asks."""
    page.goto(f"{panel}comedor/K-001")
    page.get_by_role("link", name=f"Declarar perdido o robado el celular {phone.device[-6:]}").press("Enter")
    expect(page.get_by_text("No se puede deshacer.")).to_be_visible()
    found = seen(page)
    page.get_by_role("radio", name="Lo robaron").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    return found


@pytest.mark.parametrize("width", [360, 1280])
def test_a_lost_phone_is_closed_and_what_it_left_is_decided(page: Page, panel: str, server: Server, width: int) -> None:
    phone = Confederation(server.app, {"manos": the_kitchen(server)}).a_phone(name="Luz")
    phone.counts(on="2026-03-05", paid=12)
    page.set_viewport_size({"width": width, "height": 800})
    signs_in(page, panel, "rosa")
    found = closes(page, panel, phone)
    expect(page.get_by_text("la próxima vez que tenga señal")).to_be_visible()
    found += seen(page)
    phone.leaves_in_the_inbox()
    phone.leaves(b"")
    page.reload()
    expect(page.get_by_text("avisó que borraba lo que guardaba.")).to_be_visible()
    found += seen(page)
    page.get_by_role("button", name="Aceptar todo lo que dejó").press("Enter")
    expect(page.get_by_role("status")).to_contain_text("Se aceptaron 2 anotaciones.")
    found += seen(page)
    page.goto(f"{panel}comedor/K-001")
    page.get_by_text("Un celular cerrado").press("Enter")
    expect(page.get_by_text("cerrado y borrado")).to_be_visible()
    page.get_by_role("button", name="Invitar un celular").press("Enter")
    expect(page.get_by_text("cuya clave se olvidó")).to_be_visible()
    assert found + seen(page) == []


@pytest.mark.parametrize("width", [360, 1280])
def test_a_kitchens_file_is_handed_over_and_its_receipt_taken_back(
    page: Page, panel: str, server: Server, width: int, tmp_path: Path
) -> None:
    phone = Confederation(server.app, {"manos": the_kitchen(server)}).a_phone(name="Luz")
    phone.counts(on="2026-03-05", paid=12)
    file = tmp_path / "mi-comedor.txt"
    file.write_text(parcel.write("bundle", "De Mi Comedor.", [*map(words, phone.bundles()), "AAAA"]))
    page.set_viewport_size({"width": width, "height": 800})
    signs_in(page, panel, "rosa")
    page.goto(f"{panel}entregar")
    found = seen(page)
    page.get_by_label("Archivos de Mi Comedor (.txt)").set_input_files([file])
    page.get_by_role("button", name="Entregar").press("Enter")
    expect(page.get_by_text("Una parte entregada")).to_be_visible()
    expect(page.get_by_text("Una parte dañada")).to_be_visible()
    found += seen(page)
    with page.expect_download() as download:
        page.get_by_role("button", name="Descargar el comprobante").press("Enter")
    (receipt,) = parcel.read(Path(download.value.path()).read_bytes()).parts
    assert phone.takes_receipt(receipt) == 200 and phone.outbox == []
    assert found == []
