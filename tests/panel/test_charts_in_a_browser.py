"""The pages of figures in a real browser: at a phone's width, at a desk's, on paper, with the keyboard and for who hears them."""

import pytest
from playwright.sync_api import Page, expect

from tests.panel.test_in_a_browser import faults, panel, signs_in

__all__ = ["panel"]

SUBJECTS = ("organizacion/N", "comedor/K-001", "territorio")
QUESTIONS = ("", "/plato", "/entregas", "/tendencias")
PATHS = [f"{subject}{question}?mes=2026-03" for subject in SUBJECTS for question in QUESTIONS]
PATHS += ["territorio/?mes=2026-03&ver=cobertura", "comedor/K-001/dia/2026-03-02"]
#: What is wider than its card is cut off at its edge.
CUT = "[...document.querySelectorAll('.card')].filter((card) => card.scrollWidth > card.clientWidth + 1).map((card) => card.innerText)"


@pytest.mark.parametrize("width", [360, 1280])
def test_every_question_is_clean_and_nothing_is_cut_off(page: Page, panel: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    signs_in(page, panel, "junta")
    found = []
    for path in PATHS:
        page.goto(panel + path)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"{path} is wider than {width} px"
        assert page.evaluate(CUT) == [], path
        found += faults(page)
    assert found == []


def test_on_paper_stand_the_figures_and_what_they_count_and_nothing_to_touch(page: Page, panel: str) -> None:
    page.set_viewport_size({"width": 680, "height": 962})  # a sheet of A4 without its margins
    signs_in(page, panel, "junta")
    page.emulate_media(media="print")
    for path in PATHS:
        page.goto(panel + path)
        expect(page.get_by_role("navigation")).to_have_count(0)
        expect(page.get_by_role("button")).to_have_count(0)
        expect(page.get_by_text("al día hasta").first).to_be_visible()
        if "/dia/" not in path:
            expect(page.get_by_text("Lo que llega de un mes ya conforme", exact=False).and_(page.locator(":visible"))).to_have_count(1)
        assert page.evaluate(CUT) == [], path
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path


def test_a_chart_has_a_name_for_who_hears_it_and_a_department_is_opened_with_the_keyboard(page: Page, panel: str) -> None:
    signs_in(page, panel, "junta")
    page.goto(f"{panel}organizacion/N/tendencias?mes=2026-03")
    expect(page.get_by_role("img", name="Raciones servidas")).to_be_visible()
    expect(page.get_by_role("row", name="mar. 2026")).to_contain_text("20")
    page.goto(f"{panel}territorio/?mes=2026-03")
    expect(page.get_by_role("img", name="Raciones por clase")).to_be_visible()
    lima = page.get_by_role("group", name="mapa de los departamentos").get_by_role("link", name="Lima")
    lima.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Lima")
