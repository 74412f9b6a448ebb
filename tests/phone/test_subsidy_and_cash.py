"""The screens *Caja* and *Mes*: the State's money and the kitchen's own, what was bought with it, and who pays for the plate."""

import re

from playwright.sync_api import Locator, expect

from app.database import reading
from app.rollups import totals
from app.rollups.plate import plate
from tests.phone.leader import Leader


def presses(leader: Leader, words: str) -> None:
    """Press a button of the screen that is shown."""
    leader.page.locator("main section:visible").get_by_role("button", name=words, exact=True).click()


def receives_the_subsidy(leader: Leader) -> None:
    leader.goes_to("Caja")
    presses(leader, "Llegó el subsidio")
    leader.fills_in("Cuánto llegó", "924")
    leader.fills_in("Para gastar desde el", "2026-03-01")
    leader.fills_in("Hasta el", "2026-03-31")
    leader.saves()


def says_the_receipt(leader: Leader) -> None:
    leader.page.get_by_text("La boleta o factura").click()
    leader.chooses("Boleta")
    leader.fills_in("Serie", "B001")
    leader.fills_in("Número", "000123")
    leader.fills_in("RUC", "20512333797")


def puts_in(leader: Leader, food: str, kilos: str, soles: str) -> None:
    """A food of the purchase, in the boxes."""
    leader.fills_in("Alimento", food)
    leader.fills_in("Cuánto compraron", kilos)
    leader.fills_in("Cuánto costó", soles)


def buys_two_foods(leader: Leader) -> None:
    leader.goes_to("Caja")
    presses(leader, "Compramos o pagamos")
    leader.fills_in("Cuánto se pagó", "68")
    leader.chooses("Comida")
    puts_in(leader, "papa", "20", "48")
    leader.page.get_by_role("button", name="Compramos otro alimento más").click()
    leader.sees("Por repartir:")
    puts_in(leader, "arroz", "5", "20")
    expect(leader.page.locator("#pago").get_by_text("Por repartir:")).to_be_hidden()
    says_the_receipt(leader)
    leader.saves()


def enters_money(leader: Leader, what: str, soles: str, **more: str) -> None:
    leader.goes_to("Caja")
    presses(leader, "Entró dinero")
    leader.chooses(what)
    leader.fills_in("Cuánto", soles)
    for label, value in more.items():
        leader.fills_in(label.replace("_", " "), value)
    leader.saves()


def holds(leader: Leader, figure: str, soles: str) -> None:
    """The card of the box says so."""
    leader.goes_to("Caja")
    expect(leader.page.locator("#caja .card").locator(f":is(p, dl > div):has-text('{figure}')").first).to_contain_text(soles)


def stock(leader: Leader) -> Locator:
    leader.goes_to("Almacén")
    return leader.page.locator("#almacen a.row")


def figures(leader: Leader) -> dict[str, int]:
    """What the server has counted of the kitchen's March."""
    leader.confederation.counts()
    with leader.server.app.app_context(), reading() as connection:
        line = totals.unit(connection, leader.confederation.kitchens["manos"], "2026-03")
    assert line is not None and line.figures is not None
    return dict(line.figures)


def test_money_comes_and_goes_without_signal_and_the_server_counts_the_same(leader: Leader) -> None:
    leader.enters()
    leader.sees_pending(0)
    leader.loses_signal()
    leader.goes_to("Caja")
    leader.sees("Cuente la caja para empezar")
    leader.goes_to("Hoy")
    leader.says_price("2.50")
    leader.taps("Pagada", 10)
    receives_the_subsidy(leader)
    leader.sees("para gastar hasta el")
    buys_two_foods(leader)
    enters_money(leader, "Un ingreso", "150", Por_qué_entró="Pollada")
    enters_money(leader, "Una cuota", "5")
    leader.goes_to("Hoy")
    presses(leader, "Cobrado")
    leader.sees("S/ 25.00")
    leader.fills_in("Cuánto se cobró de verdad", "22")
    leader.saves()
    holds(leader, "En la caja hay", "S/ 1,033.00")  # 924 - 68 + 150 + 5 + 22
    presses(leader, "Contar la caja")
    leader.fills_in("Cuánto hay", "1030")
    leader.sees("Hay menos que en el cuaderno:")
    leader.chooses("Un vuelto mal dado")
    leader.saves()
    holds(leader, "En la caja hay", "S/ 1,030.00")
    holds(leader, "De esto, del Estado", "S/ 856.00")
    holds(leader, "Dinero propio", "S/ 174.00")  # 150 + 5 + 22 - 3
    leader.finds_signal()
    leader.sees_pending(0)
    counted = figures(leader)
    expected = {
        "subsidy_received_cents": 92_400,
        "spent_subsidy_cents": 6_800,
        "income_own_cents": 15_000,
        "dues_cents": 500,
        "collected_cents": 2_200,
    }
    assert {name: counted[name] for name in expected} == expected
    assert counted["food_purchase_value_cents"] == 6_800


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


def eats_of_every_source(leader: Leader) -> None:
    """Another phone writes 40 paid plates, rice of the State with its worth and oats without, potatoes of the garden, gas."""
    other = leader.confederation.a_phone(name="Olga")
    other.counts(paid=40, price=250)
    for food, source, qty, worth in (
        ("arroz", "pca", 10_000, 3_500),
        ("papa", "harvest", 4_000, 1_000),
        ("fideos", "donation", 2_000, 900),
    ):
        other.write("food.used", {"food": food, "source": source, "qty": qty, "value_cents": worth})
    other.uses("avena", 2_500)
    other.write("cash.spent", {"amount_cents": 12_000, "fund": "own", "category": "gas"})
    other.write("cash.spent", {"amount_cents": 4_000, "fund": "subsidy", "category": "food"})
    other.syncs()


def test_who_pays_for_the_plate_is_reckoned_in_the_open_and_a_price_learnt_late_counts(leader: Leader) -> None:
    leader.enters()
    eats_of_every_source(leader)
    leader.page.reload()
    leader.goes_to("Mes")
    leader.sees("S/ 214.00")  # 35 of food and 40 of money of the State, 100 of the diners, 30 of the women, 9 given
    leader.loses_signal()
    leader.page.locator("#mes").get_by_role("button", name="Avena").click()
    leader.fills_in("Cuánto vale el kilo", "4.20")
    leader.saves()
    parts = leader.page.locator("#mes details:has(.part-name)")
    expect(parts).to_have_text([re.compile(f"{name}.*{soles}") for name, soles in SHARES.items()])
    leader.sees("Del Estado, en total: 38%")
    parts.first.click()
    leader.sees("Avena, 2.5 kg")
    leader.finds_signal()
    leader.sees_pending(0)
    counted = plate(figures(leader))
    assert (counted.state_kind, counted.state_cash, counted.women, counted.diners, counted.donations) == (4_550, 4_000, 3_000, 10_000, 900)
    assert counted.unvalued_g == 0


SHARES = {
    "El Estado, en comida": "20%.*S/.45.50",
    "El Estado, en dinero": "18%.*S/.40.00",
    "Las mujeres": "13%.*S/.30.00",
    "Los comensales": "45%.*S/.100.00",
    "Donaciones": "4%.*S/.9.00",
}
