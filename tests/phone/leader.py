"""A leader with her phone, in verbs: what she does on its screens, so that browser tests read as stories."""

import re

from playwright.sync_api import Page, expect

from tests.served import Server
from tests.stories import Confederation, found


class Leader:
    """Rosa of *Manos Unidas*, at noon on Monday 2 March 2026, with the phone in her hand."""

    def __init__(self, page: Page, server: Server, confederation: Confederation | None = None, url: str = "") -> None:
        self.page = page
        self.server = server
        self.url = url or server.url  # or where a bad link in front of it listens
        self.confederation = confederation or found(server.app)

    def opens(self, path: str = "") -> None:
        """Open the app, or a screen of it."""
        self.page.goto(f"{self.url}/app/es/{path}")

    def opens_her_link(self, code: str = "") -> str:
        """Open the link of a fresh invitation; returns its code."""
        code = code or self.confederation.invitation()
        self.page.goto(f"{self.url}/app/es/entrar#{code}")
        return code

    def enters(self, name: str = "Rosa", kitchen: str = "manos") -> None:
        """From the link to the day's screen."""
        self.opens_her_link(self.confederation.invitation(kitchen))
        self.page.get_by_role("button", name="Sí, es mi comedor").click()
        self.page.get_by_label("Su nombre").fill(name)
        self.page.get_by_role("button", name="Abrir mi cuaderno").click()
        expect(self.page.locator("#hoy")).to_be_visible()
        self.page.evaluate("() => navigator.serviceWorker.ready")

    def goes_to(self, door: str) -> None:
        """Through one of the five doors below: Hoy, Padrón, Almacén, Caja, Mes."""
        self.page.get_by_role("navigation").get_by_role("link", name=door).click()

    def taps(self, ration: str, times: int = 1) -> None:
        """Tap the plus of a class of ration; a negative number, its minus."""
        act = "Sumar" if times > 0 else "Quitar"
        for _ in range(abs(times)):
            self.page.get_by_role("button", name=f"{act} una ración: {ration}").click()
        self.sees("Anotando…")

    def counter(self, ration: str) -> str:
        """What the counter of a class shows."""
        return self.page.get_by_role("textbox", name=re.compile(f"^{ration}")).input_value()

    def sees(self, words: str) -> None:
        """These words are on the screen."""
        expect(self.page.get_by_text(words).filter(visible=True).first).to_be_visible()

    def sees_saved(self) -> None:
        """*Guardado* is on the screen."""
        expect(self.page.get_by_text("Guardado", exact=True).filter(visible=True).first).to_be_visible()

    def sees_pending(self, number: int) -> None:
        """The bar says how many wait to be sent."""
        expect(self.page.get_by_role("link", name="Por enviar:")).to_contain_text(f"Por enviar: {number}")

    def says_price(self, soles: str, menu: str = "Lentejas con arroz") -> None:
        """Write down the day's menu and price."""
        self.page.locator("button.service").click()
        self.page.get_by_label("Menú", exact=True).fill(menu)
        self.page.get_by_label("Precio del menú").fill(soles)
        self.saves()

    def registers(self, names: str, kind: str = "Socia", **boxes: str) -> None:
        """Register a person of the roll; `boxes` by their labels, underscores for spaces."""
        self.goes_to("Padrón")
        self.page.get_by_role("button", name="Registrar", exact=True).click()
        self.fills(names, kind, **boxes)
        self.saves()

    def fills(self, names: str, kind: str = "", **boxes: str) -> None:
        """Fill in the open form of a person."""
        self.page.get_by_label("Nombres", exact=True).fill(names)
        for label, value in boxes.items():
            self.page.get_by_label(label.replace("_", " "), exact=True).fill(value)
        if kind:
            self.chooses(kind)

    def chooses(self, words: str) -> None:
        """Choose one of the big cards of the open sheet."""
        sheet = self.page.locator("dialog[open]")
        card = sheet.locator("label").filter(has_text=re.compile(rf"^\s*{re.escape(words)}\s*$"))
        card.or_(sheet.get_by_role("button", name=words, exact=True)).click()

    def fills_in(self, label: str, value: str) -> None:
        """Fill in a box of the open sheet, or choose from its list."""
        sheet = self.page.locator("dialog[open]")
        box = sheet.get_by_role("textbox", name=label, exact=True).or_(sheet.get_by_role("combobox", name=label, exact=True))
        if box.evaluate("box => box.tagName") == "SELECT":
            box.select_option(value)
        else:
            box.fill(value)

    def saves(self) -> None:
        """Press the main button of the open sheet, and see it close."""
        self.page.locator("dialog[open] button[type=submit]").click()
        expect(self.page.locator("dialog[open]")).to_have_count(0)

    def loses_signal(self) -> None:
        """The network goes, for the page and for its worker."""
        self.page.context.set_offline(True)

    def finds_signal(self) -> None:
        """The network is back."""
        self.page.context.set_offline(False)
