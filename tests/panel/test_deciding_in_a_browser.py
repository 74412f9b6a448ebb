"""What waits for a person is decided with the keyboard alone on a phone's width, and every page of it under the eyes of axe."""

import pytest
from playwright.sync_api import Page, expect

from tests.panel.test_in_a_browser import faults, panel, signs_in
from tests.served import Server

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
