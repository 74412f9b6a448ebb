"""What phones sent and could not be accepted is seen, and somebody decides."""

import pytest
from sqlalchemy import select

from app.accounts.models import Account
from app.database import db
from app.sync import held, settle
from tests.a_visitor import AVisitor
from tests.stories import Confederation

HELD = "/panel/es/en-observacion"


@pytest.fixture
def page(confederation: Confederation) -> str:
    """The page of an operation of Manos Unidas that is held: a count below zero."""
    phone = confederation.a_phone()
    phone.write("rations.counted", {"slot": 1, "counts": {"paid": -4}, "prices": {"paid": 350}})
    assert phone.syncs() == 200
    with confederation.app.app_context():
        key = held.list_for([confederation.kitchens["manos"]])[0].key
    return f"/panel/es/comedor/K-001/en-observacion/{key}"


def test_it_is_listed_with_its_reason_in_words_for_whose_it_is(confederation: Confederation, rosa: AVisitor, page: str) -> None:
    listed = rosa.reads("/panel/es/en-observacion")
    assert page in listed and "Raciones sin nombre" in listed and "Un dato falta o no es como debe ser" in listed
    assert page in rosa.reads("/panel/es/comedor/K-001")
    one = rosa.reads(page)
    assert "Pagadas: -4" in one and "S/\xa03.50" in one and "2 mar. 2026" in one and "Dónde está el problema</dt><dd>Raciones" in one


def test_a_food_that_the_kitchen_named_itself_is_called_by_its_name(confederation: Confederation, rosa: AVisitor) -> None:
    phone = confederation.a_phone()
    food = phone.write("food.named", {"name": "Oca seca", "measure": "g"})
    phone.write("food.used", {"food": food, "source": "harvest", "qty": -5})
    phone.write("cash.spent", {"amount_cents": 1250, "fund": "subsidy", "category": "gas", "receipt": "paper"})
    phone.syncs()
    with confederation.app.app_context():
        waiting = {operation.kind: operation.key for operation in held.list_for([confederation.kitchens["manos"]])}
    one = rosa.reads(f"/panel/es/comedor/K-001/en-observacion/{waiting['food.used']}")
    assert "Oca seca" in one
    spent = rosa.reads(f"/panel/es/comedor/K-001/en-observacion/{waiting['cash.spent']}")
    assert "S/\xa012.50" in spent and "Gas o leña" in spent and "De qué dinero" in spent


def test_nothing_waits_for_a_coordinator_of_another_province(lively: Confederation, board: AVisitor, page: str) -> None:
    assert page in board.reads("/panel/es/en-observacion")
    answer = board.opens(page.replace("K-001", "K-003"))
    assert answer.status_code == 404


def test_a_rejection_needs_its_why_and_is_kept_with_it(confederation: Confederation, rosa: AVisitor, page: str) -> None:
    refused = rosa.presses(f"{page}/rechazar", on=page, why="  ")
    assert refused.status_code == 400
    assert "tiene derecho a saberlo" in refused.get_data(as_text=True)
    assert rosa.presses(f"{page}/rechazar", on=page, why="Se anotó de nuevo el <b>3</b>").status_code == 303
    assert "Fue rechazada: Se anotó de nuevo el &lt;b&gt;3" in rosa.reads(page)
    assert page not in rosa.reads("/panel/es/en-observacion")


def test_trying_again_what_still_does_not_pass_says_so(confederation: Confederation, rosa: AVisitor, page: str) -> None:
    answer = rosa.presses(f"{page}/aceptar", on=page)
    assert answer.status_code == 409
    assert "sigue sin poder aceptarse" in answer.get_data(as_text=True)
    assert page in rosa.reads("/panel/es/en-observacion")


@pytest.mark.parametrize(
    "body", [{"kind": "cash.spent", "v": 9, "data": [1, {"a": None}]}, {"data": {"counts": {"<b>": []}}, "base": "x"}, [], "texto", 7, None]
)
def test_whatever_a_phone_may_have_sent_can_be_looked_at(confederation: Confederation, rosa: AVisitor, body: object) -> None:
    phone = confederation.a_phone()
    assert phone.push([body]).status_code == 200
    with confederation.app.app_context():
        key = held.list_for([confederation.kitchens["manos"]])[0].key
    assert "Lo que llegó" in rosa.reads(f"/panel/es/comedor/K-001/en-observacion/{key}")
    assert "<b>" not in rosa.reads(f"/panel/es/comedor/K-001/en-observacion/{key}")


def test_what_was_decided_leaves_the_list_and_stays_in_pages_with_who_decided_and_why(confederation: Confederation, rosa: AVisitor) -> None:
    phone = confederation.a_phone()
    for paid in range(-53, 0):
        phone.counts(paid=paid)
    phone.syncs()
    decided = f"{HELD}/decididas?comedor=K-001"
    with confederation.app.app_context():
        kitchen = confederation.kitchens["manos"]
        keys = [operation.key for operation in held.list_for([kitchen])]
        me = db.session.scalars(select(Account.id)).one()
        assert all(settle.reject(kitchen, key, f"Motivo {n}.", me) for n, key in enumerate(keys[:51]))
    assert rosa.reads(HELD).count("Un dato falta") == 2 == rosa.reads("/panel/es/comedor/K-001").count("Un dato falta")
    first, second = rosa.reads(decided), rosa.reads(f"{decided}&pagina=2")
    assert (first.count("rechazada"), second.count("rechazada")) == (50, 1) and "Página 2 de 2" in second
    assert sum(f"Motivo {n}." in first + second for n in range(51)) == 51 and "· Doña Rosa: Motivo" in first


def test_a_kitchen_with_much_in_question_shows_some_and_leads_to_all(confederation: Confederation, rosa: AVisitor) -> None:
    phone = confederation.a_phone()
    for paid in range(-12, 0):
        phone.counts(paid=paid)
    phone.syncs()
    page = rosa.reads("/panel/es/comedor/K-001")
    assert page.count("Un dato falta") == 10 and "Ver las 12 que esperan" in page
    assert rosa.reads(f"{HELD}?comedor=K-001").count("Un dato falta") == 12
    assert [rosa.opens(f"{HELD}{more}?comedor=K-003").status_code for more in ("", "/decididas")] == [404, 404]
