"""The screen *Caja*: the State's money and the kitchen's own, what was bought with it, receipts, debts and counts."""

from playwright.sync_api import expect

from tests.phone.at_the_box import buys_two_foods, enters_money, figures, holds, presses, receives_the_subsidy, says_the_receipt, stock
from tests.phone.leader import Leader


def sells_ten_plates(leader: Leader) -> None:
    leader.goes_to("Hoy")
    leader.says_price("2.50")
    leader.taps("Pagada", 10)


def settles(leader: Leader, soles: str) -> None:
    """Of the 25 soles of ten plates, so many came in."""
    leader.goes_to("Hoy")
    presses(leader, "Cobrado")
    leader.sees("S/ 25.00")
    leader.fills_in("Cuánto se cobró de verdad", soles)
    leader.saves()


def counts_the_box(leader: Leader, soles: str) -> None:
    leader.goes_to("Caja")
    presses(leader, "Contar la caja")
    leader.fills_in("Cuánto hay", soles)
    leader.sees("Hay menos que en el cuaderno:")
    leader.chooses("Un vuelto mal dado")
    leader.saves()


def test_money_comes_and_goes_without_signal_and_the_server_counts_the_same(leader: Leader) -> None:
    leader.enters()
    leader.sees_pending(0)
    leader.loses_signal()
    leader.goes_to("Caja")
    leader.sees("Cuente la caja para empezar")
    sells_ten_plates(leader)
    receives_the_subsidy(leader)
    leader.sees("para gastar hasta el")
    buys_two_foods(leader)
    leader.sees("Papa, Arroz · B001 · 000123")
    enters_money(leader, "Un ingreso", "150", Por_qué_entró="Pollada")
    enters_money(leader, "Una cuota", "5")
    settles(leader, "22")
    holds(leader, "En la caja hay", "S/ 1,033.00")  # 924 - 68 + 150 + 5 + 22
    counts_the_box(leader, "1030")
    holds(leader, "En la caja hay", "S/ 1,030.00")
    holds(leader, "De esto, del Estado", "S/ 856.00")
    holds(leader, "Dinero propio", "S/ 174.00")  # 150 + 5 + 22 - 3
    leader.finds_signal()
    leader.sees_pending(0)
    counted = figures(leader)
    assert {name: counted[name] for name in TOLD} == TOLD


TOLD = {
    "subsidy_received_cents": 92_400,
    "spent_subsidy_cents": 6_800,
    "income_own_cents": 15_000,
    "dues_cents": 500,
    "collected_cents": 2_200,
    "food_purchase_value_cents": 6_800,
}


def test_whichever_part_of_a_purchase_is_undone_its_foods_go_with_it(leader: Leader) -> None:
    leader.enters()
    leader.loses_signal()
    receives_the_subsidy(leader)
    buys_two_foods(leader)
    holds(leader, "De esto, del Estado", "S/ 856.00")
    expect(stock(leader)).to_have_count(2)
    stock(leader).filter(has_text="Papa").click()
    leader.page.locator("#kardex").get_by_role("button", name="Anular").click()
    leader.sees("Anulado")
    holds(leader, "De esto, del Estado", "S/ 924.00")
    expect(stock(leader)).to_have_count(0)


def test_a_receipt_written_before_is_shown_and_nothing_is_refused(leader: Leader) -> None:
    leader.enters()
    receives_the_subsidy(leader)
    buys_two_foods(leader)
    presses(leader, "Compramos o pagamos")
    leader.fills_in("Cuánto se pagó", "900")
    leader.sees("De ese dinero hay")
    leader.fills_in("Qué día", "2026-04-01")
    leader.sees("Ese día está fuera del plazo del subsidio.")
    says_the_receipt(leader)
    leader.sees("Esta boleta ya está anotada:")
    leader.fills_in("RUC", "20512333798")
    leader.sees("Ese RUC no cuadra.")
    leader.fills_in("Cantidad", "3")
    leader.fills_in("Precio de cada unidad", "250")
    leader.sees("S/ 750.00")
    leader.saves()
    holds(leader, "De esto, del Estado", "-S/ 44.00")


def test_a_debt_is_known_by_name_paid_and_gone(leader: Leader) -> None:
    leader.enters()
    other = leader.confederation.a_phone(name="Olga")
    juana = other.registers("Juana", paternal="Quispe")
    other.serves(juana, "credit", 350)
    other.syncs()
    leader.page.reload()
    leader.goes_to("Caja")
    leader.page.get_by_text("Fiado por pagar").click()
    leader.page.get_by_role("button", name="Quispe, Juana").click()
    leader.sees("Debe")
    leader.fills_in("Cuánto", "3.50")
    leader.saves()
    expect(leader.page.get_by_text("Fiado por pagar")).to_be_hidden()
    holds(leader, "Dinero propio", "S/ 3.50")
