"""What a leader does with money on the screen *Caja*, in verbs; and what the server then counts."""

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
