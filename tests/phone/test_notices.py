"""A notice of the federation reaches the kitchen's phones, is read once, and then waits no more."""

from playwright.sync_api import expect

from app.sync import append
from app.sync.caused import caused_id
from tests.phone.leader import Leader
from tests.phone.test_every_screen import faults


def the_federation_tells(leader: Leader, title: str, text: str, until_on: str | None = None) -> None:
    """A notice in the notebook of Manos Unidas."""
    kitchen = leader.confederation.kitchens["manos"]
    data = {"title": title, "text": text} | ({"until_on": until_on} if until_on else {})
    operation = {"kind": "notice.published", "v": 1, "on": "2026-03-01", "by": "account:1", "at": 1772380800, "data": data}
    with leader.server.app.app_context():
        [answer] = append(kitchen, [{"id": caused_id("notice.published", kitchen, title), **operation}])
    assert answer.answer == "accepted"


def test_a_notice_is_read_without_signal_and_told_once(leader: Leader) -> None:
    leader.enters()
    the_federation_tells(leader, "Asamblea", "Sábado 7, a las 10.\nLocal de Sector 3.", "2026-03-07")
    leader.page.reload()
    leader.sees("Aviso: Asamblea")
    assert faults(leader.page) == []
    leader.loses_signal()
    leader.page.get_by_role("button", name="Aviso: Asamblea").click()
    leader.sees("Local de Sector 3.")
    assert faults(leader.page) == []
    leader.saves()
    expect(leader.page.get_by_role("button", name="Aviso: Asamblea")).to_be_hidden()
    leader.sees_pending(1)
    leader.opens("#/enviar")
    told = leader.page.locator("#enviar").get_by_role("button", name="Asamblea")
    expect(told).to_contain_text("1 mar. 2026 · leído", use_inner_text=True)
    told.click()
    leader.sees("Local de Sector 3.")
    expect(leader.page.get_by_role("button", name="Leído", exact=True)).to_be_hidden()


def test_a_notice_that_is_past_waits_for_nobody(leader: Leader) -> None:
    leader.enters()
    the_federation_tells(leader, "Entrega de víveres", "Hoy domingo.", "2026-03-01")
    the_federation_tells(leader, "Nuevo horario", "Desde abril.")
    leader.page.reload()
    leader.sees("Aviso: Nuevo horario")
    expect(leader.page.get_by_text("Aviso: Entrega de víveres")).to_have_count(0)
    leader.opens("#/enviar")
    leader.sees("Entrega de víveres")


def test_what_was_written_says_by_whom(leader: Leader) -> None:
    leader.enters()
    other = leader.confederation.a_phone(name="Olga")
    juana = other.registers("Juana")
    other.serves(juana)
    other.syncs()
    the_federation_tells(leader, "Asamblea", "Sábado.")
    leader.page.reload()
    leader.sees("Anotó: Olga")
    leader.opens("#/lista")
    leader.page.get_by_role("button", name="Más sobre la ración de Juana").click()
    leader.sees("anotó Olga")
    leader.page.keyboard.press("Escape")
    leader.opens("#/enviar")
    told = leader.page.locator("#enviar li").filter(has_text="Asamblea").first
    expect(told).to_contain_text("1 mar. 2026 · su federación", use_inner_text=True)
