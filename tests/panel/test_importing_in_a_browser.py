"""A padrón comes in by the panel in a real browser, on a phone's width and under the eyes of axe."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests import a_list
from tests.panel.test_in_a_browser import faults, panel, signs_in

__all__ = ["panel"]


@pytest.mark.parametrize("width", [360, 1280])
def test_a_padron_is_chosen_looked_through_and_confirmed(page: Page, panel: str, width: int, tmp_path: Path) -> None:
    rows = [["DNI", "Apellidos", "Nombres", "Condición"], ["44556677", "Poma Ñahui", "Elsa", "socia"], ["1", "", "", ""]]
    file = a_list.as_xlsx(tmp_path / "padron.xlsx", rows)
    page.set_viewport_size({"width": width, "height": 800})
    signs_in(page, panel, "rosa")
    page.goto(f"{panel}comedor/K-001")
    page.get_by_role("link", name="Importar el padrón desde una hoja de cálculo").click()
    page.get_by_label("Archivo (CSV o Excel)").set_input_files(file)
    found = faults(page)
    page.get_by_role("button", name="Ver qué haría").click()
    expect(page.get_by_text("Todavía no se escribió nada. Revise y confirme.")).to_be_visible()
    found += faults(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.get_by_role("button", name="Sí, importar").click()
    expect(page.get_by_role("status")).to_contain_text("Listo")
    assert found + faults(page) == []
