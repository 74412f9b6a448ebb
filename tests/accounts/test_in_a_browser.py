"""Accounts in a real browser: a second factor set up and used with the keyboard alone, and every new page under the eyes of axe."""

import re
import time
from base64 import b32decode
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from app import clock
from app.accounts import factor, incidents, links, roster, totp
from tests import stories
from tests.a_visitor import PASSWORD, with_an_account
from tests.panel.test_in_a_browser import faults, signs_in
from tests.served import Server


@pytest.fixture
def panel(server: Server) -> str:
    """The address of a running panel; `ana` looks after accounts, and an incident was written down."""
    stories.found(server.app)
    with_an_account(server.app, "ana", "administrator", "N")
    with_an_account(server.app, "rosa", "coordinator", "P-LIMA")
    with server.app.app_context():
        ana = roster.by_username("ana")
        assert ana
        words = {"what": "Robaron un celular sin clave", "data": "El padrón", "done": "Se le quitó el permiso"}
        incidents.record(ana.id, clock.now() - timedelta(hours=20), words, 40)
    return f"{server.url}/panel/es/"


def types_and_enters(page: Page, text: str) -> None:
    """Into the box that has the focus."""
    page.keyboard.type(text)
    page.keyboard.press("Enter")


def sets_up(page: Page, panel: str) -> bytes:
    """Set the second factor up from one's own account; the secret that the telephone would hold."""
    page.goto(f"{panel}mi-cuenta")
    page.get_by_role("link", name="Activar").press("Enter")
    page.get_by_label("Su contraseña de ahora").focus()
    types_and_enters(page, PASSWORD)
    secret = b32decode((page.locator(".secret").text_content() or "").replace(" ", ""))
    page.get_by_label("Código de 6 números").focus()
    types_and_enters(page, totp.code(secret, time.time()))
    expect(page.get_by_role("list", name="Códigos de recuperación").get_by_role("listitem")).to_have_count(factor.RECOVERY_CODES)
    return secret


def test_a_second_factor_is_set_up_and_used_with_the_keyboard_alone(page: Page, panel: str) -> None:
    page.set_viewport_size({"width": 360, "height": 640})
    signs_in(page, panel, "ana")
    secret = sets_up(page, panel)
    assert faults(page) == []
    page.get_by_role("button", name="Salir").press("Enter")
    page.get_by_label("Nombre de usuaria").focus()
    page.keyboard.type("ana")
    page.keyboard.press("Tab")
    types_and_enters(page, PASSWORD)
    expect(page.get_by_role("heading", level=1)).to_have_text("Código de su celular")
    expect(page.get_by_label("Código de 6 números")).to_be_focused()
    types_and_enters(page, "000000")
    expect(page.get_by_role("alert")).to_contain_text("Ese código no sirve")
    assert faults(page) == []
    page.get_by_label("Código de 6 números").focus()
    types_and_enters(page, totp.code(secret, time.time() + totp.SECONDS))
    expect(page.get_by_role("navigation", name="Principal")).to_be_visible()


@pytest.mark.parametrize("width", [360, 1280])
def test_every_page_of_accounts_is_clean_and_fits_its_width(page: Page, panel: str, server: Server, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    with server.app.app_context():
        rosa = roster.by_username("rosa")
        assert rosa
        link = links.make(rosa.id).link
    page.goto(link)
    found = faults(page)
    signs_in(page, panel, "ana")
    paths = ["mi-cuenta", "mi-cuenta/segundo-paso", "registro", "cuentas", "cuentas/nueva", f"cuentas/{rosa.id}"]
    paths += ["incidentes", "incidentes/nuevo", "incidentes/1", "incidentes/1/hoja"]
    for path in paths:
        page.goto(f"{panel}{path}")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"{path} is wider than {width} px"
        found += faults(page)
    page.goto(f"{panel}cuentas/{rosa.id}")
    page.get_by_role("button", name="Enlace para elegir contraseña").click()
    expect(page.get_by_label("O copie el enlace")).to_have_value(re.compile(r"/panel/es/clave/[\w-]{43}$"))
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert found + faults(page) == []
