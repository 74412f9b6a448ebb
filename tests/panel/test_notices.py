"""A notice of the federation: written, looked at, published once, carried to every kitchen, and read there."""

from datetime import timedelta

import pytest

from app import clock
from app.database import writing
from app.federation.models import Kitchen
from app.review import delivery
from app.review.models import NoticeDelivery
from tests.a_phone import APhone
from tests.a_visitor import AVisitor
from tests.panel.test_the_month import rows, words
from tests.stories import Confederation

NEW = "/panel/es/avisos/nuevo"
WORDS = {"title": "Capacitación", "text": "El sábado 5 a las 10.\r\nTraigan su cuaderno.", "until": "2099-12-05"}


def opened(visitor: AVisitor) -> str:
    """What the form was given when it opened."""
    return visitor.reads(NEW).split('name="opened" value="')[1].split('"')[0]


def publishes(visitor: AVisitor, unit: str = "P-LIMA", token: str = "", **changed: str) -> str:
    """Publish a notice to the kitchens of a unit; returns its page's address."""
    form = WORDS | {"unidad": unit, "opened": token or opened(visitor), "paso": "publicar"} | changed
    answer = visitor.presses(NEW, **form)
    assert answer.status_code == 303, words(answer.get_data(as_text=True))
    return answer.headers["Location"]


def heard(phone: APhone) -> list[dict[str, object]]:
    """The notices that a phone knows of."""
    assert phone.syncs() == 200
    return [operation for operation in phone.log.values() if operation["kind"] == "notice.published"]


def test_a_notice_is_looked_at_before_it_goes_and_pressed_twice_it_goes_once(confederation: Confederation, rosa: AVisitor) -> None:
    phone, other = confederation.a_phone(), confederation.a_phone("wasi")
    token = opened(rosa)
    seen = words(rosa.presses(NEW, **WORDS, unidad="P-LIMA", opened=token, paso="ver").get_data(as_text=True))
    assert "Irá a 2 comedores de Lima Sur. Todavía no se ha enviado nada." in seen
    assert heard(phone) == []
    assert publishes(rosa, token=token) == publishes(rosa, token=token)
    told = heard(phone)
    assert [notice["data"] for notice in told] == [
        {"title": "Capacitación", "text": "El sábado 5 a las 10.\nTraigan su cuaderno.", "until_on": "2099-12-05"}
    ]
    assert heard(other) == [], "Cusco is another coordinator's"


def test_it_says_who_got_it_and_who_read_it(confederation: Confederation, rosa: AVisitor) -> None:
    phone = confederation.a_phone()
    phone.syncs()
    page = publishes(rosa)
    assert states(rosa, page) == {"Manos Unidas": "Espera al celular", "Nueva Esperanza": "Espera al celular"}
    a_minute_passes(confederation)
    (notice,) = heard(confederation.a_phone(name="Luz"))
    assert states(rosa, page)["Manos Unidas"] == "Llegó al celular"
    read = phone.write("notice.read", {"notice": notice["id"]}, on="2026-11-20")
    phone.syncs()
    assert states(rosa, page)["Manos Unidas"] == "Leído"
    assert "20 nov. 2026" in words(rosa.reads(f"{page}?estado=read"))
    assert "Manos Unidas" not in words(rosa.reads(f"{page}?estado=written"))
    assert "1 de 2" in words(rosa.reads("/panel/es/avisos/"))
    phone.undoes(read)
    phone.syncs()
    assert states(rosa, page)["Manos Unidas"] == "Llegó al celular"


def states(visitor: AVisitor, page: str) -> dict[str, str]:
    """By kitchen, how far the notice has come there."""
    return {head.split(" K-")[0]: cells[0] for head, cells in rows(visitor.reads(page)).items()}


def a_minute_passes(confederation: Confederation) -> None:
    """What was delivered until now was delivered a minute ago."""
    table = NoticeDelivery.__table__
    with confederation.app.app_context(), writing() as connection:
        connection.execute(table.update().values(delivered_at=clock.now() - timedelta(minutes=1)))


def test_what_a_request_does_not_finish_the_follower_takes_on(
    confederation: Confederation, board: AVisitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    phone = confederation.a_phone("wasi")
    monkeypatch.setattr("app.panel.views.notices.PATIENCE", -1.0)
    page = publishes(board, "N")
    assert "Falta llevarlo a 3 comedores. Sigue solo" in words(board.reads(page))
    assert heard(phone) == []
    confederation.counts()
    assert len(heard(phone)) == 1
    assert "Falta llevarlo" not in board.reads(page)
    assert "todavía esperan: 0" in confederation.says("review", "deliver").lower()


def test_a_kitchen_where_it_fails_waits_and_the_others_get_it(
    confederation: Confederation, board: AVisitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole, bad = delivery.append, confederation.kitchens["manos"]

    def fails(kitchen_id: int, operations: list[dict[str, object]]) -> object:
        if kitchen_id == bad:
            raise RuntimeError("the disk is full")
        return whole(kitchen_id, operations)

    monkeypatch.setattr(delivery, "append", fails)
    page = publishes(board, "N")
    assert states(board, page)["Manos Unidas"] == "En camino"
    assert states(board, page)["Ñawi Wasi"] == "Espera al celular"
    monkeypatch.setattr(delivery, "append", whole)
    confederation.says("review", "deliver")
    assert states(board, page)["Manos Unidas"] == "Espera al celular"


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"title": " \n "}, "Escriba un título"),
        ({"title": "x" * 81}, "hasta 80 letras"),
        ({"text": "\x07"}, "Escriba qué quiere avisar"),
        ({"text": "x" * 1001}, "hasta 1,000 letras"),
        ({"until": "mañana"}, "no se entiende"),
        ({"until": "2020-01-01"}, "ya pasó"),
        ({"until": "2100-01-01"}, "no se entiende"),
    ],
)
def test_what_cannot_be_a_notice_is_given_back_to_be_corrected(
    confederation: Confederation, rosa: AVisitor, changed: dict[str, str], said: str
) -> None:
    for step in ("ver", "publicar"):
        answer = rosa.presses(NEW, **WORDS | {"unidad": "P-LIMA", "opened": "t", "paso": step} | changed)
        assert answer.status_code == 400
        assert said in words(answer.get_data(as_text=True))
    assert heard(confederation.a_phone()) == []


def test_a_coordinator_sees_the_boards_notice_in_her_own_kitchens_and_no_other(
    confederation: Confederation, board: AVisitor, rosa: AVisitor
) -> None:
    page = publishes(board, "N")
    assert set(states(rosa, page)) == {"Manos Unidas", "Nueva Esperanza"}
    assert set(states(board, page)) == {"Manos Unidas", "Nueva Esperanza", "Ñawi Wasi"}
    cusco = publishes(board, "P-CUSCO")
    assert rosa.opens(cusco).status_code == 404
    assert "1 aviso" not in rosa.reads("/panel/es/avisos/")
    assert cusco not in rosa.reads("/panel/es/avisos/")


def test_a_closed_kitchen_is_told_nothing_and_a_unit_without_kitchens_cannot_be(confederation: Confederation, board: AVisitor) -> None:
    answer = board.presses(NEW, **WORDS, unidad="K-003", opened="t", paso="ver")
    assert "Irá a 1 comedor de Ñawi Wasi" in words(answer.get_data(as_text=True)), "a single kitchen too"
    closes(confederation, "wasi")
    answer = board.presses(NEW, **WORDS, unidad="P-CUSCO", opened="t", paso="publicar")
    assert answer.status_code == 400
    assert "no tiene comedores abiertos" in words(answer.get_data(as_text=True))


def closes(confederation: Confederation, kitchen: str) -> None:
    """The kitchen shut on the day it opened."""
    table = Kitchen.__table__
    with confederation.app.app_context(), writing() as connection:
        connection.execute(table.update().where(table.c.id == confederation.kitchens[kitchen]).values(closed_on=table.c.opened_on))
