"""Files are taken in a real browser, with the keyboard, on a phone's width and under the eyes of axe."""

import pytest
from playwright.sync_api import Page, expect

from tests.panel.test_in_a_browser import faults, panel, signs_in

__all__ = ["panel"]


@pytest.mark.parametrize("width", [360, 1280])
def test_the_months_page_and_the_padron_are_taken_with_the_keyboard(page: Page, panel: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    signs_in(page, panel, "rosa")
    page.goto(f"{panel}archivos/K-001?mes=2026-03")
    found = faults(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    with page.expect_download() as download:
        page.get_by_role("button", name="PDF Resumen del mes").press("Enter")
    assert download.value.suggested_filename == "resumen-mensual_2026-03_K-001.pdf"
    page.get_by_role("link", name="Pedir el padrón").press("Enter")
    found += faults(page)
    page.get_by_label("¿Para qué se pide?").fill("Lo pide la municipalidad")
    with page.expect_download() as download:
        page.get_by_role("button", name="CSV").press("Enter")
    assert download.value.suggested_filename == "padron_2026-03_K-001.csv"
    page.goto(f"{panel}archivos/")
    expect(page.get_by_text("Padrón de comensales · K-001 · 2026-03 · csv")).to_be_visible()
    expect(page.get_by_text("Lo pide la municipalidad")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "also with checksums"
    assert found + faults(page) == []
