"""The screens *Caja* and *Mes*: the State's money and the kitchen's own, what was bought with it, and who pays for the plate."""

from playwright.sync_api import Locator, expect

from app.database import reading
from app.rollups import totals
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
