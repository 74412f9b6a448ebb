"""The review of the month on the panel: what was handed in is observed or accepted, once, and only by whose kitchen it is."""

from sqlalchemy import select

from app import clock
from app.database import reading
from app.sync.models import Operation
from tests.a_phone import APhone
from tests.a_visitor import AVisitor
from tests.panel.test_the_month import rows, words
from tests.stories import Confederation

KITCHEN = "/panel/es/comedor/K-001"
MARCH = "?mes=2026-03"


def handed_in(lively: Confederation) -> APhone:
    """A phone of Manos Unidas that has handed March in."""
    phone = lively.a_phone()
    phone.hands_in("2026-03")
    assert phone.syncs() == 200
    return phone


def written(lively: Confederation, kind: str) -> int:
    """How many operations of a kind stand in the notebook of Manos Unidas."""
    with lively.app.app_context(), reading() as connection:
        mine = (Operation.kitchen_id == lively.kitchens["manos"]) & (Operation.kind == kind)
        return len(connection.execute(select(Operation.seq).where(mine)).all())


def opened(visitor: AVisitor) -> str:
    """What the form of a comment was given when it opened."""
    return visitor.reads(f"{KITCHEN}/observar{MARCH}").split('name="opened" value="')[1].split('"')[0]


def test_a_month_handed_in_is_observed_and_the_comment_reaches_the_phone(lively: Confederation, rosa: AVisitor) -> None:
    phone = handed_in(lively)
    form = {"mes": "2026-03", "opened": opened(rosa), "comment": "Falta el martes 10.\r\n\r\n¿Cocinaron?\x07 "}
    answers = [rosa.presses(f"{KITCHEN}/observar", **form) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [303, 303]
    assert written(lively, "month.observed") == 1, "pressed twice, said once"
    page = words(rosa.reads(f"{KITCHEN}{MARCH}"))
    assert "El mes: Observado" in page
    assert "Falta el martes 10." in page
    assert "Doña Rosa" in page
    phone.syncs()
    told = [operation for operation in phone.log.values() if operation["kind"] == "month.observed"]
    assert told[0]["data"] == {"period": "2026-03", "comment": "Falta el martes 10.\n\n¿Cocinaron?"}
    assert told[0]["on"] == clock.lima_today().isoformat()


def test_a_comment_changed_before_the_second_press_is_another_comment(lively: Confederation, rosa: AVisitor) -> None:
    handed_in(lively)
    token = opened(rosa)
    for comment in ("Revise el arroz.", "Revise el arroz y el aceite."):
        rosa.presses(f"{KITCHEN}/observar", mes="2026-03", opened=token, comment=comment)
    assert written(lively, "month.observed") == 2


def test_a_comment_must_say_something_and_not_too_much(lively: Confederation, rosa: AVisitor) -> None:
    handed_in(lively)
    for comment, said in ((" \n ", "Escriba qué debe revisar"), ("x" * 501, "muy largo")):
        answer = rosa.presses(f"{KITCHEN}/observar", mes="2026-03", opened="t", comment=comment)
        assert answer.status_code == 400
        assert said in answer.get_data(as_text=True)
    assert written(lively, "month.observed") == 0


def test_what_was_not_handed_in_or_is_accepted_is_not_observed(lively: Confederation, rosa: AVisitor) -> None:
    answer = rosa.presses(f"{KITCHEN}/observar", mes="2026-03", opened="t", comment="Hola")
    assert answer.status_code == 400
    assert "todavía no ha entregado" in answer.get_data(as_text=True)
    rosa.presses(f"{KITCHEN}/conformidad", mes="2026-03")
    answer = rosa.presses(f"{KITCHEN}/observar", mes="2026-03", opened="t", comment="Hola")
    assert "ya está conforme" in answer.get_data(as_text=True)
    assert written(lively, "month.observed") == 0


def test_accepting_asks_first_says_what_it_means_and_locks(lively: Confederation, rosa: AVisitor, board: AVisitor) -> None:
    phone = handed_in(lively)
    assert "cierra el mes y no se puede deshacer" in rosa.reads(f"{KITCHEN}/conformidad{MARCH}")
    assert [who.presses(f"{KITCHEN}/conformidad", mes="2026-03").status_code for who in (rosa, board)] == [303, 303]
    assert written(lively, "month.accepted") == 1
    phone.hands_in("2026-03")
    phone.syncs()
    page = words(rosa.reads(f"{KITCHEN}{MARCH}"))
    assert "El mes: Conforme" in page
    assert "Observar con un comentario" not in page
    assert rosa.presses(f"{KITCHEN}/conformidad", mes="2099-01").status_code == 400, "it has not begun"


def test_an_undone_handing_in_is_pending_again(lively: Confederation, rosa: AVisitor) -> None:
    phone = lively.a_phone()
    phone.undoes(phone.hands_in("2026-03"))
    phone.syncs()
    assert "El mes: Sin entregar" in words(rosa.reads(f"{KITCHEN}{MARCH}"))


def test_the_list_tells_how_far_each_month_has_come_by_name(lively: Confederation, rosa: AVisitor, board: AVisitor) -> None:
    handed_in(lively)
    table = rows(board.reads(f"/panel/es/revision/{MARCH}"))
    assert [(head.split(" K-")[0], cells[1]) for head, cells in table.items()] == [
        ("Manos Unidas", "Entregado"),
        ("Nueva Esperanza", "Sin registro"),
        ("Ñawi Wasi", "Sin entregar"),
    ]
    page = words(board.reads(f"/panel/es/revision/{MARCH}&estado=handed_in"))
    assert "Todos 3 Sin registro 1 Sin entregar 1 Entregado 1 Observado 0 Conforme 0" in page
    assert "Ñawi Wasi" not in page
    assert "Ñawi Wasi" not in words(rosa.reads(f"/panel/es/revision/{MARCH}")), "a coordinator sees her own"
    assert "Ningún comedor en este estado" in board.reads(f"/panel/es/revision/{MARCH}&estado=observed")


def test_the_list_tells_since_when_each_padron_is_handed_in(lively: Confederation, rosa: AVisitor) -> None:
    phone = lively.a_phone()
    for day in ("2026-03-31", "2026-02-28"):
        phone.write("roll.handed_in", {"count": 1}, on=day)
    phone.undoes(phone.write("roll.handed_in", {"count": 1}, on="2026-04-30"))
    phone.syncs()
    table = rows(rosa.reads(f"/panel/es/revision/{MARCH}"))
    assert [cells[-1] for cells in table.values()] == ["31 mar. 2026", "todavía no"]
