"""The screen *Almacén*: what came, in the measure of the place; what was used; what there is."""

from playwright.sync_api import expect

from tests.phone.leader import Leader


def receives_rice(leader: Leader) -> None:
    leader.goes_to("Almacén")
    leader.page.get_by_role("button", name="Llegó comida").click()
    leader.fills_in("Alimento", "arroz")
    leader.chooses("Sacos")
    leader.fills_in("Cuánto trae cada saco", "50")
    leader.fills_in("Cuánto recibieron", "3")
    leader.fills_in("Cuánto les habían prometido", "4")
    leader.fills_in("Documento", "PECOSA 0123")
    leader.sees("150 kg")
    leader.saves()


def test_food_comes_in_sacks_and_what_is_missing_is_said(leader: Leader) -> None:
    leader.enters()
    leader.goes_to("Almacén")
    leader.sees("El almacén está vacío")
    receives_rice(leader)
    expect(leader.page.get_by_role("button", name="Arroz Entró 150 kg")).to_contain_text("150 kg")
    leader.sees("faltó 50 kg")
    leader.sees("PECOSA 0123")


def test_food_used_leaves_the_balance_and_an_undo_brings_it_back(leader: Leader) -> None:
    leader.enters()
    receives_rice(leader)
    leader.page.get_by_role("button", name="Usamos comida").click()
    leader.fills_in("Alimento", "arroz")
    leader.fills_in("Cuánto usaron", "8,5")
    leader.saves()
    stock = leader.page.locator("#almacen .rows").first
    expect(stock).to_contain_text("141.5 kg")
    leader.page.get_by_role("button", name="Deshacer").click()
    expect(stock.locator(".row-end")).to_contain_text("150 kg")


def test_a_quantity_that_cannot_be_read_is_asked_again(leader: Leader) -> None:
    leader.enters()
    leader.goes_to("Almacén")
    leader.page.get_by_role("button", name="Llegó comida").click()
    leader.fills_in("Alimento", "aceite")
    leader.sees("Litros")
    leader.fills_in("Cuánto recibieron", "doce")
    leader.page.locator("#llego button[type=submit]").click()
    leader.sees("Revise este dato.")
