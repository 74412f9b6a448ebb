"""Every screen of the phone: read by a screen reader, at 360 px, with letters of twice the size."""

import pytest
from playwright.sync_api import Page, expect

from tests.databases import HOME
from tests.phone.leader import Leader

AXE = (HOME / "node_modules/axe-core/axe.min.js").read_text
RULES = "axe.run(document, {preload: false, runOnly: {type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']}})"
TOUCHED = """() => [...document.querySelectorAll('main a, main button, main input, nav a, header a')]
    .map(one => one.matches('.heard') ? one.labels[0] : one)  // what is only heard is touched through its label
    .filter(one => one.offsetParent)
    .map(one => [one.outerHTML.slice(0, 90), one.getBoundingClientRect().width, one.getBoundingClientRect().height])"""
SCREENS = ("hoy", "lista", "padron", "almacen", "kardex", "caja", "mes", "enviar")
ABOUT = {"kardex": "/arroz"}
SHEETS = {
    "servicio": ("hoy", "button.service"),
    "ficha": ("padron", "text=Registrar"),
    "llego": ("almacen", "text=Llegó comida"),
    "contar": ("almacen", "text=Contar"),
    "pago": ("caja", "text=Compramos o pagamos"),
    "ingreso": ("caja", "text=Entró dinero"),
    "arqueo": ("caja", "button >> text=Contar la caja"),
    "subsidio": ("caja", "text=Llegó el subsidio"),
}


def faults(page: Page) -> list[str]:
    """What axe finds wrong on the page."""
    silent = page.context.new_cdp_session(page)  # axe puts styles in by itself, which the page's own policy would rightly refuse
    silent.send("Page.setBypassCSP", {"enabled": True})
    page.evaluate(AXE())
    return [f"{fault['id']}: {fault['nodes'][0]['html'][:120]}" for fault in page.evaluate(RULES)["violations"]]


def width(page: Page) -> int:
    """How wide the page became."""
    return int(page.evaluate("document.documentElement.scrollWidth"))


@pytest.fixture
def busy(leader: Leader) -> Leader:
    """A leader whose notebook has something in every book."""
    leader.enters()
    other = leader.confederation.a_phone(name="Olga")
    juana = other.registers("Juana María de los Ángeles", paternal="Quispe", maternal="Huamanchumo", doc_type="dni", doc_number="10117410")
    other.registers("Mateo", "user", age=7, guardian=juana)
    other.serves(juana)
    other.counts(paid=120, on="2026-02-27")
    other.receives("arroz", 150_000, promised_qty=200_000)
    other.uses("arroz", 8_000)
    other.serves(juana, "credit", again=1)
    other.write("subsidy.received", {"amount_cents": 92_400, "from_on": "2026-03-01", "until_on": "2026-03-31"})
    other.write("cash.spent", {"amount_cents": 6_800, "fund": "subsidy", "category": "food", "description": "Papa"})
    other.syncs()
    leader.page.reload()
    leader.sees("1 marcada")
    return leader


def test_no_screen_has_a_fault_that_axe_finds(busy: Leader) -> None:
    found = {}
    for screen in SCREENS:
        busy.opens(f"#/{screen}{ABOUT.get(screen, '')}")
        expect(busy.page.locator(f"#{screen}")).to_be_visible()
        found[screen] = faults(busy.page)
    for sheet, (screen, button) in SHEETS.items():
        busy.opens(f"#/{screen}")
        busy.page.locator(f"#{screen}").locator(button).first.click()
        expect(busy.page.locator(f"#{sheet}")).to_be_visible()
        found[sheet] = faults(busy.page)
        busy.page.keyboard.press("Escape")
    assert {where: wrong for where, wrong in found.items() if wrong} == {}


def test_entering_and_the_sampler_have_no_fault_either(leader: Leader) -> None:
    for path in ("entrar", "archivo", "muestrario"):
        leader.opens(path)
        assert (path, faults(leader.page)) == (path, [])


@pytest.mark.parametrize("letters", ["112.5%", "225%"])
def test_no_screen_is_wider_than_the_phone(busy: Leader, letters: str) -> None:
    wide = {}
    for screen in SCREENS:
        busy.opens(f"#/{screen}{ABOUT.get(screen, '')}")
        expect(busy.page.locator(f"#{screen}")).to_be_visible()
        busy.page.evaluate("size => document.documentElement.style.setProperty('font-size', size)", letters)
        wide[screen] = width(busy.page)
    assert set(wide.values()) == {360}, wide


def test_whatever_is_touched_is_large_enough(busy: Leader) -> None:
    small = {}
    for screen in SCREENS:
        busy.opens(f"#/{screen}{ABOUT.get(screen, '')}")
        expect(busy.page.locator(f"#{screen}")).to_be_visible()
        boxes = busy.page.evaluate(TOUCHED)
        small[screen] = [what for what, width, height in boxes if height < 48 or width < 40]
    assert {screen: found for screen, found in small.items() if found} == {}


def test_an_address_that_names_no_screen_leads_home(leader: Leader) -> None:
    leader.enters()
    for address in ("nada", "constructor", "hoy/%", "hoy/2026-02-31/1"):
        leader.opens("entrar")
        leader.opens(f"#/{address}")
        expect(leader.page.locator("#hoy")).to_be_visible()
