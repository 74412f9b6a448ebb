"""The screen *Almacén*: what came, in the measure of the place; what was used, spoiled and counted; what there is of each food."""

import re

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
    leader.sees("150 kg")


def weighs_by_the_kilo(leader: Leader) -> None:
    leader.page.locator("dialog[open] label:has([value=whole])").click()


def opens(leader: Leader, button: str) -> None:
    """Press a button of the screen that is shown."""
    leader.page.locator("main section:visible").get_by_role("button", name=button, exact=True).click()


def stands(leader: Leader, food: str, amount: str) -> None:
    """The list says that there is so much of a food."""
    leader.goes_to("Almacén")
    expect(leader.page.locator("#almacen a.row").filter(has_text=food).locator(".row-end")).to_contain_text(amount)


def test_a_delivery_brings_several_foods_and_what_is_missing_and_late_is_said(leader: Leader) -> None:
    leader.enters()
    leader.goes_to("Almacén")
    leader.sees("El almacén está vacío")
    leader.loses_signal()
    receives_rice(leader)
    leader.sees("Faltó 50 kg de lo prometido.")
    leader.page.get_by_role("button", name="Llegó otro alimento más").click()
    leader.fills_in("Alimento", "aceite")
    leader.fills_in("Cuánto recibieron", "20")
    leader.fills_in("Vence el", "2026-03-20")
    leader.fills_in("Lote", "L-7")
    leader.fills_in("Para qué día lo prometieron", "2026-02-25")
    leader.sees("Llegó tarde. Días: 5")
    leader.fills_in("Documento", "PECOSA 0123")
    leader.saves()
    stands(leader, "Arroz", "150 kg")
    stands(leader, "Aceite", "20 l")
    leader.sees("vence pronto:")
    leader.sees("faltó 50 kg")
    expect(leader.page.locator("#almacen").get_by_text("PECOSA 0123")).to_have_count(2)
    leader.page.get_by_role("button", name="Deshacer").click()
    leader.sees("El almacén está vacío")


def test_food_used_leaves_the_balance_and_an_undo_brings_it_back(leader: Leader) -> None:
    leader.enters()
    receives_rice(leader)
    leader.saves()
    leader.page.get_by_role("button", name="Usamos comida").click()
    leader.fills_in("Alimento", "arroz")
    expect(leader.page.locator("#usamos-unit_qty")).to_have_value("50")  # the sack of last time
    weighs_by_the_kilo(leader)
    leader.fills_in("Cuánto usaron", "8,5")
    leader.saves()
    stands(leader, "Arroz", "141.5 kg")
    leader.page.get_by_role("button", name="Deshacer").click()
    stands(leader, "Arroz", "150 kg")


def test_the_kardex_tells_what_was_counted_and_a_count_undone_gives_the_old_reading_back(leader: Leader) -> None:
    leader.enters()
    receives_rice(leader)
    leader.saves()
    leader.loses_signal()
    leader.page.locator("#almacen a.row").filter(has_text="Arroz").click()
    opens(leader, "Se malogró")
    weighs_by_the_kilo(leader)
    leader.fills_in("Cuánto se malogró", "10")
    leader.chooses("Ratones o insectos")
    leader.saves()
    opens(leader, "Contar")
    leader.sees("Según el cuaderno hay 140 kg")
    weighs_by_the_kilo(leader)
    leader.fills_in("Cuánto hay", "137")
    leader.sees("Hay menos que en el cuaderno: 3 kg")
    leader.saves()
    lines = leader.page.locator("#kardex li:has(.row)")
    expect(lines).to_have_count(3)
    expect(lines.first).to_contain_text("Había de menos: 3 kg")
    expect(lines.nth(1).get_by_text("Ratones o insectos")).to_be_visible()
    expect(lines.nth(1)).to_contain_text("Quedó: 140 kg")
    stands(leader, "Arroz", "137 kg")
    leader.page.locator("#almacen").get_by_role("button", name="Anular").first.click()  # what was written last, the count
    stands(leader, "Arroz", "140 kg")


def test_a_food_of_the_kitchens_own_is_named_once_and_chosen_like_any_other(leader: Leader) -> None:
    leader.enters()
    leader.goes_to("Almacén")
    leader.page.get_by_role("button", name=re.compile("^Agregar un alimento")).click()
    leader.fills_in("Cómo se llama", "arros ")
    leader.fills_in("Cómo se llama", "ARROZ")
    leader.sees("Ya está en la lista: Arroz")
    leader.fills_in("Cómo se llama", "Chicha morada")
    leader.chooses("Se mide: litros")
    leader.saves()
    leader.page.get_by_role("button", name="Llegó comida").click()
    leader.chooses("Donación")
    leader.page.locator("#llego-food").select_option(label="Chicha morada")
    leader.sees("Litros")
    leader.fills_in("Cuánto recibieron", "6")
    leader.fills_in("Quién lo entregó", "Parroquia San José")
    leader.saves()
    stands(leader, "Chicha morada", "6 l")
    leader.sees("Parroquia San José")


def test_a_quantity_that_cannot_be_read_is_asked_again(leader: Leader) -> None:
    leader.enters()
    leader.goes_to("Almacén")
    leader.page.get_by_role("button", name="Llegó comida").click()
    leader.fills_in("Alimento", "aceite")
    leader.sees("Litros")
    leader.fills_in("Cuánto recibieron", "doce")
    leader.page.locator("#llego button[type=submit]").click()
    leader.sees("Revise este dato.")
