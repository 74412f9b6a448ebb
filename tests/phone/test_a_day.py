"""The screen *Hoy*: a day is counted, named, corrected and sent."""

import re

from playwright.sync_api import expect

from tests.phone.leader import Leader


def test_taps_become_one_count_and_money(leader: Leader) -> None:
    leader.enters()
    leader.says_price("3.50")
    leader.taps("Pagada", 4)
    leader.taps("Fiada", 2)
    leader.sees_saved()
    leader.sees("S/ 14.00")
    leader.sees("S/ 7.00")
    leader.opens("#/enviar")
    expect(leader.page.get_by_text("Raciones contadas").filter(visible=True)).to_have_count(1)


def test_a_day_recorded_with_the_server_gone_arrives_when_it_is_back(leader: Leader) -> None:
    leader.enters()
    leader.sees_pending(0)
    leader.server.stop()
    leader.page.reload()
    leader.taps("Socia", 3)
    leader.sees_saved()
    leader.page.reload()
    assert leader.counter("Socia") == "3"
    leader.sees_pending(1)
    leader.server.start()
    leader.opens("#/enviar")
    leader.page.get_by_role("button", name="Enviar ahora").click()
    leader.sees_pending(0)
    leader.confederation.counts()
    totals = leader.confederation.says("rollups", "totals", "--level", "national", "--period", "2026-03", "--format", "csv")
    assert re.search(r"\b3\b", totals), totals


def test_a_number_may_be_typed_and_a_tap_too_many_taken_back(leader: Leader) -> None:
    leader.enters()
    box = leader.page.get_by_role("textbox", name="Caso social")
    box.fill("12")
    box.press("Tab")
    leader.sees_saved()
    leader.taps("Caso social", -1)
    leader.sees_saved()
    leader.page.reload()
    assert leader.counter("Caso social") == "11"


def test_prices_are_carried_over_to_the_next_day(leader: Leader) -> None:
    leader.enters()
    leader.says_price("3.50")
    leader.page.get_by_role("button", name="El día siguiente").click()
    leader.sees("Este día todavía no llega")
    leader.taps("Pagada", 2)
    leader.sees("S/ 7.00")


def test_a_price_corrected_later_corrects_the_money(leader: Leader) -> None:
    leader.enters()
    leader.says_price("3.00")
    leader.taps("Pagada", 2)
    leader.sees_saved()
    leader.says_price("4.00")
    expect(leader.page.locator(".total-money")).to_have_text("S/ 8.00")


def test_a_forgotten_day_is_filled_in_later(leader: Leader) -> None:
    leader.enters()
    leader.opens("#/hoy/2026-02-26/1")
    leader.taps("Socia", 5)
    leader.sees_saved()
    leader.opens("#/mes/2026-02")
    expect(leader.page.get_by_role("row", name=re.compile("26"))).to_contain_text("5")


def test_no_se_cocino_is_a_fact_that_can_be_undone(leader: Leader) -> None:
    leader.enters()
    leader.page.get_by_role("button", name="No se cocinó").click()
    leader.chooses("No había gas o leña")
    leader.saves()
    leader.sees("Este día no se cocinó")
    leader.goes_to("Mes")
    expect(leader.page.get_by_role("row", name=re.compile("lun 2"))).to_contain_text("No se cocinó")
    leader.goes_to("Hoy")
    leader.page.get_by_role("button", name="Deshacer: sí se cocinó").click()
    expect(leader.page.get_by_role("button", name="Sumar una ración: Socia")).to_be_visible()


def test_people_are_ticked_by_name_and_a_tick_is_taken_back(leader: Leader) -> None:
    leader.enters()
    leader.registers("Juana", "Socia", Apellido_paterno="Quispe")
    leader.registers("Mateo", "Caso social", Apellido_paterno="Ñahui")
    leader.goes_to("Hoy")
    leader.page.get_by_role("link", name="Marcar por nombre").click()
    leader.page.get_by_label("Buscar por nombre", exact=True).fill("nahui")
    expect(leader.page.locator("#lista .tick")).to_have_count(1)
    row = leader.page.get_by_role("button", name="Ñahui, Mateo").first
    row.click()
    expect(row).to_have_attribute("aria-pressed", "true")
    expect(row).to_contain_text("Caso social")
    leader.page.get_by_role("button", name="Deshacer").click()
    expect(row).to_have_attribute("aria-pressed", "false")
    row.click()
    leader.page.get_by_role("button", name="Más sobre la ración de").click()
    leader.chooses("Fiada")
    expect(row).to_contain_text("Fiada")


def test_two_phones_that_counted_differently_are_settled_by_a_tap(leader: Leader) -> None:
    leader.enters()
    other = leader.confederation.a_phone(name="Olga")
    leader.loses_signal()
    other.counts(member=25, on="2026-03-02")
    other.syncs()
    leader.taps("Socia", 2)
    leader.sees_saved()
    leader.finds_signal()
    leader.sees("Dos teléfonos contaron distinto")
    leader.page.get_by_role("button", name="25", exact=True).click()
    leader.sees_saved()
    expect(leader.page.get_by_text("Dos teléfonos contaron distinto").first).to_be_hidden()
    assert leader.counter("Socia") == "25"


def test_a_day_may_have_more_than_one_service(leader: Leader) -> None:
    leader.enters()
    leader.taps("Socia", 2)
    leader.page.get_by_role("button", name="Otro servicio del día").click()
    leader.taps("Socia", 5)
    leader.sees_saved()
    leader.goes_to("Mes")
    expect(leader.page.get_by_role("row", name=re.compile("lun 2"))).to_contain_text("7")
