"""The first minute: a link or a code makes this phone one of the kitchen's."""

from playwright.sync_api import expect

from tests.phone.leader import Leader


def test_a_leader_opens_her_link_and_is_in_her_kitchen(leader: Leader) -> None:
    leader.opens_her_link()
    expect(leader.page.get_by_role("heading", name="Manos Unidas")).to_be_visible()
    leader.enters()
    leader.sees("Manos Unidas")
    leader.sees_pending(0)
    assert "entrar" not in leader.page.url


def test_a_code_may_be_typed_as_it_comes(leader: Leader) -> None:
    code = leader.confederation.invitation().lower()
    leader.opens("entrar")
    leader.page.get_by_label("Código de su comedor").fill(f" {code[:3]} - {code[3:]} ")
    leader.page.get_by_role("button", name="Seguir").click()
    expect(leader.page.get_by_role("heading", name="Manos Unidas")).to_be_visible()


def test_a_wrong_code_says_what_to_do(leader: Leader) -> None:
    leader.opens("entrar")
    leader.page.get_by_role("button", name="Seguir").click()
    leader.sees("Escriba el código. Está en el mensaje")
    leader.page.get_by_label("Código de su comedor").fill("NADIE-NADIE")
    leader.page.get_by_role("button", name="Seguir").click()
    leader.sees("Ese código no sirve")


def test_without_signal_the_code_waits_for_it(leader: Leader) -> None:
    code = leader.confederation.invitation()
    leader.opens("entrar")
    leader.loses_signal()
    leader.page.get_by_label("Código de su comedor").fill(code)
    leader.page.get_by_role("button", name="Seguir").click()
    leader.sees("No hay señal")
    leader.finds_signal()
    leader.page.get_by_role("button", name="Seguir").click()
    expect(leader.page.get_by_role("heading", name="Manos Unidas")).to_be_visible()


def test_a_phone_that_never_entered_is_led_to_the_door(leader: Leader) -> None:
    leader.opens()
    expect(leader.page.get_by_label("Código de su comedor")).to_be_visible()
