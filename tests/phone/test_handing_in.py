"""A month goes up and comes back: handed in without signal, observed on the panel, read on the phone, handed in again, accepted."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.a_visitor import with_an_account
from tests.panel.test_in_a_browser import signs_in
from tests.phone.leader import Leader

COMMENT = "Falta el martes 10.\nRevise también el arroz."


@pytest.fixture
def coordinator(leader: Leader) -> Iterator[Page]:
    """The coordinator of Lima Sur before her own screen, signed in to the panel."""
    with_an_account(leader.server.app, "carmen", "coordinator", "P-LIMA")
    browser = leader.page.context.browser
    assert browser is not None
    context = browser.new_context(viewport={"width": 1280, "height": 800}, locale="es-PE")
    context.set_default_timeout(10_000)
    page = context.new_page()
    signs_in(page, f"{leader.server.url}/panel/es/", "carmen")
    yield page
    context.close()


def hands_in(leader: Leader, words: str = "Entregar el mes") -> None:
    """Press the big button of *Mes* and say yes."""
    leader.page.get_by_role("button", name=words, exact=True).click()
    leader.saves()


def photograph(page: Page, name: str) -> None:
    """Keep a picture for whoever wants to look (PICTURES=folder)."""
    if folder := os.environ.get("PICTURES"):
        page.screenshot(path=Path(folder) / f"{name}.png", full_page="panel" in page.url)


def observes(page: Page, leader: Leader) -> None:
    """The coordinator finds the kitchen's February in the review, and sends it back with the comment."""
    page.goto(f"{leader.server.url}/panel/es/revision/?mes=2026-02")
    photograph(page, "panel-list")
    page.get_by_role("link", name="Manos Unidas").click()
    expect(page.get_by_role("heading", name="El mes: Entregado")).to_be_visible()
    photograph(page, "panel-kitchen")
    page.get_by_role("link", name="Observar con un comentario").click()
    page.get_by_label("¿Qué debe revisar Manos Unidas?").fill(COMMENT)
    photograph(page, "panel-observe")
    page.get_by_role("button", name="Enviar la observación").click()
    expect(page.get_by_role("heading", name="El mes: Observado")).to_be_visible()


def accepts(page: Page) -> None:
    """The coordinator, still on the kitchen's page, accepts the month."""
    page.reload()
    page.get_by_role("link", name="Dar conformidad").click()
    photograph(page, "panel-accept")
    page.get_by_role("button", name="Dar conformidad").click()
    expect(page.get_by_role("heading", name="El mes: Conforme")).to_be_visible()
    photograph(page, "panel-accepted")


def hands_in_far_from_any_signal(leader: Leader) -> None:
    """February, of which two days are not written: it warns, and takes it."""
    leader.loses_signal()
    leader.opens("#/mes/2026-02")
    leader.page.get_by_role("button", name="Entregar el mes", exact=True).click()
    leader.sees("Sin anotar:")
    leader.saves()
    leader.sees("guardado aquí")
    photograph(leader.page, "phone-handed-in")
    leader.finds_signal()
    leader.sees("recibido")


def reads_the_comment(leader: Leader) -> None:
    """From the notice on *Hoy* to the month; what was answered can no longer be taken back."""
    leader.opens("#/hoy")
    leader.page.reload()
    leader.sees("La federación pide revisar")
    photograph(leader.page, "phone-hoy")
    leader.page.get_by_role("link", name="La federación pide revisar febrero de 2026").click()
    leader.sees("Falta el martes 10.")
    photograph(leader.page, "phone-observed")
    expect(leader.page.get_by_role("button", name="Deshacer la entrega")).to_be_hidden()


def test_a_month_goes_up_and_comes_back_until_it_is_accepted(leader: Leader, coordinator: Page) -> None:
    leader.enters()
    leader.opens("#/hoy/2026-02-26/1")
    leader.taps("Socia", 5)
    leader.sees_saved()
    leader.sees_pending(0)
    hands_in_far_from_any_signal(leader)
    observes(coordinator, leader)
    reads_the_comment(leader)
    leader.loses_signal()
    hands_in(leader, "Entregar de nuevo")
    leader.finds_signal()
    leader.sees("recibido")
    accepts(coordinator)
    leader.page.reload()
    leader.sees("La federación dio su conformidad a este mes.")
    leader.sees("la federación lo cuenta como ajuste en el mes siguiente")
    photograph(leader.page, "phone-accepted")
    leader.opens("#/hoy/2026-02-26/1")
    leader.sees("Este mes ya tiene conformidad.")


def test_a_handing_in_is_taken_back(leader: Leader) -> None:
    leader.enters()
    leader.goes_to("Mes")
    hands_in(leader)
    leader.page.get_by_role("button", name="Deshacer", exact=True).click()
    expect(leader.page.get_by_role("button", name="Entregar el mes", exact=True)).to_be_visible()
    hands_in(leader)
    leader.page.get_by_role("button", name="Deshacer la entrega").click()
    expect(leader.page.get_by_role("button", name="Entregar el mes", exact=True)).to_be_visible()


def test_the_padron_is_handed_in_without_signal(leader: Leader) -> None:
    leader.enters()
    leader.registers("Juana", "Socia", Apellido_paterno="Quispe")
    leader.loses_signal()
    leader.page.get_by_role("button", name="Entregar el padrón").click()
    leader.sees("Sin número de documento:")
    photograph(leader.page, "phone-roll-sheet")
    leader.saves()
    leader.sees("Padrón entregado el")
    photograph(leader.page, "phone-roll")
    leader.opens("#/enviar")
    leader.sees("Padrón entregado")
