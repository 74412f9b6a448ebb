"""The panel in a real browser: with the keyboard alone, at the width of a phone, and under the eyes of axe."""

import json
from typing import Any
from urllib.parse import urljoin

import pytest
from playwright.sync_api import Page, expect

from app.database import writing
from app.federation.models import Unit
from app.rollups import levels
from tests import stories
from tests.a_visitor import PASSWORD, with_an_account
from tests.databases import HOME
from tests.served import Server

AXE = HOME / "node_modules/axe-core/axe.min.js"
RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}}


@pytest.fixture
def panel(server: Server) -> str:
    """The address of a running panel with a month in it; `rosa` of Lima Sur and `junta` may sign in."""
    confederation = stories.found(server.app)
    phone = confederation.a_phone()
    phone.serves(phone.registers("Juana"))
    phone.counts(paid=18, social_case=1)
    phone.write("rations.counted", {"slot": 1, "counts": {"paid": -4}})
    phone.hands_in("2026-03")
    assert phone.syncs() == 200
    with server.app.app_context():
        levels.coalesce()
    with_an_account(server.app, "rosa", "coordinator", "P-LIMA")
    with_an_account(server.app, "junta", "board", "N")
    return f"{server.url}/panel/es/"


def signs_in(page: Page, panel: str, username: str) -> None:
    """With the keyboard alone."""
    page.goto(panel)
    page.get_by_label("Nombre de usuaria").focus()
    page.keyboard.type(username)
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("navigation", name="Principal")).to_be_visible()


def faults(page: Page) -> list[str]:
    """What axe finds wrong with the page as it stands."""
    page.evaluate(f"{AXE.read_text()}; 0")
    found: list[dict[str, Any]] = page.evaluate(f"axe.run(document, {json.dumps(RULES)}).then((result) => result.violations)")
    return [f"{page.url} {fault['id']}: {fault['nodes'][0]['html'][:120]}" for fault in found]


def address(page: Page, link: str) -> str:
    """Where a link of the page leads."""
    return page.get_by_role("link", name=link).get_attribute("href") or ""


def test_a_coordinator_goes_down_to_a_kitchen_with_the_keyboard_alone(page: Page, panel: str) -> None:
    page.set_viewport_size({"width": 360, "height": 640})
    signs_in(page, panel, "rosa")
    page.goto(f"{panel}?mes=2026-03")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Ir al contenido")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    for name in ("Villa María", "Manos Unidas"):
        page.get_by_role("link", name=name).focus()
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", level=1)).to_have_text(name)
    expect(page.get_by_role("row", name="lunes 2 de marzo")).to_contain_text("20")

    page.get_by_role("button", name="Invitar un celular").press("Enter")
    expect(page.get_by_role("img", name="Código QR con el enlace")).to_be_visible()
    page.get_by_role("button", name="Salir").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Entrar al panel")


@pytest.mark.parametrize("width", [360, 1280])
def test_every_page_is_clean_and_fits_its_width(page: Page, panel: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(panel)
    found = faults(page)
    signs_in(page, panel, "junta")
    paths = [
        "",
        "?mes=2026-03",
        "comedor/K-001?mes=2026-03",
        "comedores",
        "sin-registro/",
        "revision/?mes=2026-03",
        "comedor/K-001/observar?mes=2026-03",
        "comedor/K-001/conformidad?mes=2026-03",
        "en-observacion",
        "territorio/15?mes=2026-03",
        "nada",
    ]
    page.goto(f"{panel}comedor/K-001")
    paths += [address(page, "Raciones sin nombre"), address(page, "Declarar perdido o robado"), address(page, "Celular …")]
    for path in paths:
        page.goto(urljoin(panel, path))
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"{path} is wider than {width} px"
        found += faults(page)
    assert found == []


def test_a_name_of_one_endless_word_hides_nothing_on_a_phone(page: Page, panel: str, server: Server) -> None:
    endless = 'ComedorPopularVirgenDelCarmenDelAsentamientoHumanoLosOlivosDePro "=1+1" & <b>más</b>'
    with server.app.app_context(), writing() as connection:
        connection.execute(Unit.__table__.update().where(Unit.code.in_(["K-001", "P-LIMA"])).values(name=endless))
    page.set_viewport_size({"width": 360, "height": 640})
    signs_in(page, panel, "junta")
    for path in ("", "comedor/K-001", "comedor/K-001/plato", "comedores", "revision/", "organizacion/P-LIMA/entregas", "archivos/P-LIMA"):
        page.goto(urljoin(panel, f"{path}?mes=2026-03"))
        assert endless in page.inner_text("main"), path
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"{path} is wider than a phone"
        cut = "[...document.querySelectorAll('.card-flush')].filter((card) => card.scrollWidth > card.clientWidth).length"
        assert page.evaluate(cut) == 0, f"{path} hides the end of a table"
