"""What she reads, and what she keeps, when the phone is full, forgotten, closed, open twice or has another day on its clock."""

from datetime import UTC, datetime

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import delete, update

from app.clock import now
from app.database import writing
from app.federation.models import Device
from tests.phone.leader import Leader


def the_federation(leader: Leader, *, forgets: bool = False, closes: bool = False) -> None:
    """Its table loses this phone, or its access is closed."""
    with leader.server.app.app_context(), writing() as connection:
        if forgets:
            connection.execute(delete(Device))
        if closes:
            connection.execute(update(Device).values(revoked_at=now()))


FULL = """() => {
    const put = IDBObjectStore.prototype.put;
    IDBObjectStore.prototype.put = function (...record) {
        if (globalThis.isFull) throw new DOMException("no room", "QuotaExceededError");
        return put.apply(this, record);
    };
}"""


def fills_up(leader: Leader, *, full: bool = True) -> None:
    """There is no room left on the phone; or there is again. (The browser's own override of the quota is heeded only after a while.)"""
    leader.page.evaluate("full => { globalThis.isFull = full; }", full)


def sends(leader: Leader) -> None:
    """Press *Enviar ahora*."""
    leader.opens("#/enviar")
    leader.page.get_by_role("button", name="Enviar ahora").click()


def test_a_phone_that_the_federation_forgot_enters_again_and_loses_nothing(leader: Leader) -> None:
    leader.enters()
    leader.sees_pending(0)
    the_federation(leader, forgets=True)
    leader.taps("Socia", 3)
    leader.sees_saved()
    sends(leader)
    leader.sees("La federación no reconoce este teléfono. Nada se ha perdido.")
    leader.sees_pending(1)
    leader.page.get_by_role("link", name="Tengo un código nuevo").click()
    leader.page.get_by_label("Código de su comedor").fill(leader.confederation.invitation())
    leader.page.get_by_role("button", name="Seguir").click()
    leader.page.get_by_role("button", name="Sí, es mi comedor").click()
    leader.page.get_by_role("button", name="Rosa").click()
    leader.sees_pending(0)
    assert leader.counter("Socia") == "3"


def test_a_phone_that_the_federation_closed_leaves_what_it_has_and_wipes_itself(leader: Leader) -> None:
    leader.enters()
    leader.sees_pending(0)
    leader.page.context.route("**/sync", lambda route: route.abort())
    leader.taps("Socia", 3)
    leader.sees_saved()
    the_federation(leader, closes=True)
    leader.page.context.unroute("**/sync")
    sends(leader)
    leader.sees("Este teléfono ya no es del comedor")
    leader.sees("no se pierde nada")
    leader.page.wait_for_function("async () => (await indexedDB.databases()).length === 0")
    leader.page.reload()
    leader.sees("Este teléfono ya no es del comedor")


def test_a_full_phone_says_that_it_did_not_save_and_saves_when_there_is_room(leader: Leader) -> None:
    leader.page.add_init_script(f"({FULL})()")
    leader.enters()
    leader.sees_pending(0)
    fills_up(leader)
    leader.taps("Socia", 2)
    leader.sees("No se guardó")
    leader.goes_to("Padrón")
    leader.page.get_by_role("button", name="Registrar", exact=True).click()
    leader.fills("Juana", "Socia")
    leader.page.wait_for_timeout(1_000)  # the draft finds no room either, and that is nobody's trouble
    leader.page.locator("dialog[open] button[type=submit]").click()
    leader.sees("No se guardó: el teléfono está lleno.")
    expect(leader.page.get_by_label("Nombres", exact=True)).to_have_value("Juana")
    fills_up(leader, full=False)
    leader.saves()
    expect(leader.page.get_by_role("link", name="Juana Socia")).to_be_visible()
    leader.goes_to("Hoy")
    assert leader.counter("Socia") == "2"
    leader.taps("Socia", 1)
    leader.sees_saved()
    leader.page.reload()
    assert leader.counter("Socia") == "3"


def test_a_full_phone_is_told_so_at_the_door_too(leader: Leader) -> None:
    leader.page.add_init_script(f"({FULL})()")
    leader.opens_her_link()
    fills_up(leader)
    leader.page.get_by_role("button", name="Sí, es mi comedor").click()
    leader.sees("El teléfono está lleno.")
    fills_up(leader, full=False)
    leader.page.get_by_role("button", name="Seguir").click()
    leader.page.get_by_role("button", name="Sí, es mi comedor").click()
    leader.sees("¿Cómo se llama usted?")
    fills_up(leader)
    leader.page.get_by_label("Su nombre").fill("Rosa")
    leader.page.get_by_role("button", name="Abrir mi cuaderno").click()
    leader.sees("El teléfono está lleno.")
    fills_up(leader, full=False)
    leader.page.get_by_role("button", name="Abrir mi cuaderno").click()
    leader.sees("Manos Unidas")


def test_what_the_door_says_stays_while_the_first_sync_comes_and_goes(leader: Leader) -> None:
    leader.opens_her_link()
    leader.page.get_by_role("button", name="Sí, es mi comedor").click()
    leader.sees("¿Cómo se llama usted?")
    leader.page.wait_for_timeout(1_000)
    leader.page.get_by_role("button", name="Abrir mi cuaderno").click()
    leader.sees("Escriba su nombre para seguir.")
    with leader.page.expect_response("**/sync"):
        leader.page.evaluate("dispatchEvent(new Event('online'))")
    leader.page.wait_for_timeout(500)
    expect(leader.page.get_by_text("Escriba su nombre para seguir.")).to_be_visible(timeout=1)


def test_a_page_that_asks_for_money_for_the_signal_is_no_answer(leader: Leader) -> None:
    leader.enters()
    leader.sees_pending(0)
    portal = "<html><body>Recargue su saldo</body></html>"
    leader.page.context.route("**/sync", lambda route: route.fulfill(status=200, content_type="text/html", body=portal))
    leader.taps("Socia", 3)
    leader.sees_saved()
    sends(leader)
    leader.sees("No hay señal en este momento. Todo está guardado aquí")
    leader.sees_pending(1)
    leader.page.context.unroute("**/sync")
    leader.page.get_by_role("button", name="Enviar ahora").click()
    leader.sees_pending(0)


def test_a_clock_that_went_back_is_said(leader: Leader) -> None:
    leader.enters()
    leader.sees_pending(0)
    leader.loses_signal()
    leader.page.clock.set_fixed_time(datetime(2015, 1, 1, 17, 0, tzinfo=UTC))
    leader.page.reload()
    leader.sees("Para este celular hoy es 1 de enero de 2015.")
    leader.opens("#/hoy/2026-03-02/1")
    expect(leader.page.locator("#hoy-dia")).to_have_text("2 de marzo de 2026", use_inner_text=True)


def newer_page(leader: Leader, path: str) -> Page:
    """Another tab, of a release that has a newer notebook, at a page of the phone."""
    page = leader.page.context.new_page()
    page.add_init_script("const open = indexedDB.open.bind(indexedDB); IDBFactory.prototype.open = (name) => open(name, 99);")
    page.goto(f"{leader.server.url}/app/es/{path}")
    return page


@pytest.mark.parametrize("at_the_door", [True, False])
def test_an_older_page_that_keeps_the_notebook_shut_is_named(leader: Leader, at_the_door: bool) -> None:
    leader.enters()
    leader.sees_pending(0)
    leader.page.goto(f"{leader.server.url}/salud")
    leader.page.evaluate("() => { (globalThis.held = indexedDB.open('mi-comedor')).onsuccess = () => {}; }")
    other = newer_page(leader, f"entrar#{leader.confederation.invitation()}" if at_the_door else "")
    if at_the_door:
        other.get_by_role("button", name="Sí, es mi comedor").click()
    expect(other.get_by_text("Mi Comedor está abierto en otra ventana con una versión anterior.")).to_be_visible()
    other.close()
