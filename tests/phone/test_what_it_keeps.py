"""What a phone keeps when something on it goes: its database, its journal, both, a record, or the release that wrote it."""

import json
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from app.sync import append
from app.sync.caused import caused_id
from tests.phone.leader import Leader
from tests.phone.on_the_disk import FILES, GO, LAY, READ, SPOIL


@pytest.fixture
def noted(leader: Leader) -> Leader:
    """Rosa, who has entered, and counted three plates without signal."""
    leader.enters()
    leader.sees_pending(0)
    leader.page.context.route("**/sync", lambda route: route.abort())
    leader.taps("Socia", 3)
    leader.sees_saved()
    leader.sees_pending(1)
    return leader


def away(leader: Leader) -> Page:
    """The app is closed; another page of the same house stands in its place."""
    leader.page.goto(f"{leader.server.url}/salud")
    return leader.page


def goes(leader: Leader, **what: bool) -> None:
    """What a browser, a cleaning app or a worn memory takes away."""
    away(leader).evaluate(GO, what)


def records(leader: Leader) -> dict[str, list[Any]]:
    """All that lies in the database."""
    stores: dict[str, list[Any]] = json.loads(away(leader).evaluate(READ))
    return stores


def signal(leader: Leader) -> None:
    """There is signal again, and she sends."""
    leader.page.context.unroute("**/sync")
    leader.opens("#/enviar")
    leader.page.get_by_role("button", name="Enviar ahora").click()
    leader.sees_pending(0)


def test_the_database_goes_and_the_notebook_comes_back_from_the_journal(noted: Leader) -> None:
    goes(noted, database=True)
    noted.opens()
    noted.sees("Manos Unidas")
    assert noted.counter("Socia") == "3"
    noted.sees_pending(2)  # also what had been received: nobody here knows, and a repetition is free
    noted.opens("#/enviar")
    noted.sees("Ahora escribe Rosa")
    expect(noted.page.get_by_text("La segunda copia")).to_be_hidden()
    signal(noted)
    assert len(records(noted)["operations"]) == 2


def test_the_journal_goes_and_is_written_anew(noted: Leader) -> None:
    goes(noted, journal=True, canary=True)
    noted.opens()
    assert noted.counter("Socia") == "3"
    goes(noted, database=True)
    noted.opens()
    assert noted.counter("Socia") == "3"


def test_all_goes_but_the_canary_and_she_is_told_how_much_and_since_when(noted: Leader) -> None:
    noted.page.context.unroute("**/sync")
    noted.opens("#/enviar")
    signal(noted)
    noted.page.context.route("**/sync", lambda route: route.abort())
    noted.opens("#/hoy/2026-03-02/1")
    noted.taps("Socia", 1)
    noted.sees_saved()
    goes(noted, database=True, journal=True)
    noted.opens()
    noted.sees("Este teléfono perdió su cuaderno: 3 anotaciones, escritas desde el 2 mar.")
    noted.page.context.unroute("**/sync")
    noted.opens_her_link()
    noted.page.get_by_role("button", name="Sí, es mi comedor").click()
    noted.page.get_by_role("button", name="Rosa").click()
    noted.sees("Manos Unidas")
    assert noted.counter("Socia") == "3"
    noted.opens("#/enviar")
    noted.sees("Este teléfono perdió anotaciones: 1, escritas desde el 2 mar.")


def test_a_spoilt_record_is_mended_from_the_journal(noted: Leader) -> None:
    away(noted).evaluate(SPOIL)
    noted.opens("#/enviar")
    noted.sees_pending(1)
    expect(noted.page.get_by_text("ya no se pueden leer")).to_be_hidden()
    noted.opens("#/hoy/2026-03-02/1")
    assert noted.counter("Socia") == "3"


def test_a_record_that_nothing_mends_is_said_and_taken_out_and_keeps_nobody_waiting(noted: Leader) -> None:
    away(noted).evaluate(SPOIL)
    goes(noted, journal=True, canary=True)
    noted.opens("#/hoy/2026-03-02/1")
    noted.taps("Caso social", 2)
    noted.sees_saved()
    noted.page.context.unroute("**/sync")
    noted.opens("#/enviar")
    noted.page.get_by_role("button", name="Enviar ahora").click()
    noted.sees_pending(1)  # the spoilt one stays
    noted.sees("Hay anotaciones de este teléfono que ya no se pueden leer: 1.")
    with noted.page.expect_download() as taken:
        noted.page.get_by_role("button", name="Compartirlas cerradas").click()
    text = taken.value.path().read_text()
    assert text.count('"sealed"') == 1
    assert "counted" not in text


def test_a_notebook_of_a_newer_release_can_be_read_and_not_written(noted: Leader) -> None:
    away(noted).evaluate("() => new Promise((yes) => { indexedDB.open('mi-comedor', 99).onsuccess = yes; })")
    noted.page.context.unroute("**/sync")
    noted.opens("#/hoy/2026-03-02/1")
    assert noted.counter("Socia") == "3"
    noted.taps("Socia", 1)
    noted.sees("No se guardó")
    noted.opens("#/enviar")
    noted.sees("Este cuaderno lo guardó una versión más nueva. Puede leerlo y guardar una copia")
    noted.sees_pending(1)
    assert len(records(noted)["operations"]) == 2


def test_a_notebook_of_the_first_release_is_taken_over_whole(noted: Leader) -> None:
    noted.goes_to("Padrón")
    noted.page.get_by_role("button", name="Registrar", exact=True).click()
    noted.fills("Juana", "Socia")
    noted.page.wait_for_timeout(1_000)  # the draft is kept
    before = records(noted)
    goes(noted, database=True, journal=True, canary=True)
    away(noted).evaluate(LAY, json.dumps(before))
    noted.opens("#/hoy/2026-03-02/1")
    assert noted.counter("Socia") == "3"
    noted.sees_pending(1)
    noted.goes_to("Padrón")
    noted.page.get_by_role("button", name="Registrar", exact=True).click()
    expect(noted.page.get_by_label("Nombres", exact=True)).to_have_value("Juana")
    goes(noted, database=True)
    noted.opens("#/hoy/2026-03-02/1")
    assert noted.counter("Socia") == "3"


def the_federation_erases(leader: Leader, person: str) -> None:
    """As the panel does it for who asked."""
    kitchen = leader.confederation.kitchens["manos"]
    erasure = {"kind": "person.erased", "v": 1, "on": "2026-03-02", "by": "system", "at": 1772467200, "data": {"person": person}}
    with leader.server.app.app_context():
        [answer] = append(kitchen, [{"id": caused_id("person.erased", kitchen, person), **erasure}])
    assert answer.answer == "accepted"


def test_an_erasure_writes_the_journal_anew_and_the_old_file_goes(leader: Leader) -> None:
    leader.enters()
    leader.registers("Juana")
    leader.page.get_by_role("link", name="Juana").click()
    leader.page.wait_for_url("**#/persona/*")
    person = leader.page.url.rsplit("/", 1)[1]
    leader.opens("#/enviar")
    leader.sees_pending(0)
    the_federation_erases(leader, person)
    leader.page.get_by_role("button", name="Enviar ahora").click()
    leader.sees("Datos borrados a su pedido")
    leader.page.wait_for_function(FILES, arg="2")
    goes(leader, database=True)
    leader.opens("#/enviar")
    leader.sees("Ahora escribe Rosa")
    leader.opens("#/padron")
    expect(leader.page.get_by_text("Juana")).to_have_count(0)
