"""What a phone sent and could not be accepted is corrected by somebody of the federation: another operation, and a rejection naming it."""

from typing import Any

import pytest
from sqlalchemy import select

from app.books.rations.models import CountedRations
from app.books.rations.tally import tally
from app.database import reading
from app.review import person
from app.sync import held
from tests.a_phone import APhone
from tests.a_visitor import AVisitor
from tests.panel.a_form import AForm
from tests.stories import Confederation

WHY = "Eran 4."


def page_of(confederation: Confederation) -> str:
    """The page of the one operation of Manos Unidas that waits."""
    with confederation.app.app_context():
        (waiting,) = held.list_for([confederation.kitchens["manos"]])
    return f"/panel/es/comedor/K-001/en-observacion/{waiting.key}"


def corrects(visitor: AVisitor, page: str, **typed_in: str) -> int:
    """Fill the form in and send it; the answer's status."""
    form = AForm(visitor.reads(f"{page}/corregir")).boxes | {"why": WHY} | typed_in
    return visitor.client.post(f"{page}/corregir", data=form).status_code


def rejections(phone: APhone) -> list[dict[str, Any]]:
    """What a phone was told that will not be taken."""
    return [said["data"] for said in phone.log.values() if said["kind"] == "operation.rejected"]


@pytest.fixture
def wrong(confederation: Confederation) -> tuple[APhone, str]:
    """A phone and a count below zero that it wrote, which is held."""
    phone = confederation.a_phone()
    first = phone.counts(paid=3)
    count = phone.counts(paid=-4, replaces=[first])
    phone.syncs()
    return phone, count


def test_what_came_is_a_form_with_its_problem_marked(confederation: Confederation, rosa: AVisitor, wrong: tuple[APhone, str]) -> None:
    page = page_of(confederation)
    assert f"{page}/corregir" in rosa.reads(page)
    form = rosa.reads(f"{page}/corregir")
    assert "Llegó así: Pagadas: -4" in form and form.count('aria-invalid="true"') == 1
    assert AForm(form).boxes | {"csrf_token": "", "seen": ""} == {
        "csrf_token": "",
        "seen": "",
        "on": "2026-03-02",
        "slot": "1",
        "why": "",
    } | {
        f"{name}.{code}": {"counts.paid": "-4", "prices.paid": "3.50"}.get(f"{name}.{code}", "")
        for name in ("counts", "prices")
        for code in ("member", "cook", "paid", "credit", "social_case")
    }


def test_the_correction_counts_and_every_phone_hears_what_stands_instead(
    confederation: Confederation, rosa: AVisitor, wrong: tuple[APhone, str]
) -> None:
    phone, count = wrong
    page = page_of(confederation)
    form = AForm(rosa.reads(f"{page}/corregir")).boxes | {"why": WHY, "counts.paid": "4"}
    assert [rosa.client.post(f"{page}/corregir", data=form).status_code for _ in range(2)] == [303, 303]
    phone.syncs()
    (told,) = rejections(phone)
    stands = phone.log[told["instead"]]
    assert told | {"target": count, "reason": WHY} == told
    assert stands["data"]["counts"] == {"paid": 4} and stands["data"]["prices"] == {"paid": 350} and stands["data"]["replaces"]
    assert stands["by"].startswith("account:") and stands["device"] is None
    assert f"Se anotó otra en su lugar: {WHY}" in rosa.reads(page)
    assert sum(said["kind"] == "rations.counted" for said in phone.log.values()) == 3, "the wrong one is the phone's own still"
    with confederation.app.app_context(), reading() as connection:
        rows = connection.execute(select(CountedRations.__table__).where(CountedRations.slot == 1))
        assert tally([], list(rows), []).unnamed == {"paid": 4}


def test_what_is_still_wrong_is_marked_again_and_nothing_is_written(
    confederation: Confederation, rosa: AVisitor, wrong: tuple[APhone, str]
) -> None:
    phone, _ = wrong
    page = page_of(confederation)
    for typed_in in ({"counts.paid": "cuatro"}, {"counts.paid": "-4"}, {"counts.paid": ""}, {"counts.paid": "4", "on": "2026-02-30"}):
        assert corrects(rosa, page, **typed_in) == 400, typed_in
    for why in ("  ", "\x01\x7f", "\u2028"):
        assert corrects(rosa, page, **{"counts.paid": "4", "why": why}) == 400
    phone.syncs()
    assert rejections(phone) == []
    assert "Corregirla con el comedor" in rosa.reads(page)


@pytest.mark.parametrize(
    "body",
    [
        {"kind": "olla.prestada", "v": 1, "data": {}},
        {"kind": "rations.counted", "v": 2, "data": {}},
        "texto",
        {"kind": "rations.counted", "v": 1},
    ],
)
def test_what_nobody_understands_can_only_be_tried_again_or_rejected(confederation: Confederation, rosa: AVisitor, body: Any) -> None:
    phone = confederation.a_phone()
    phone.push([{"id": phone.new_id(), "on": "2026-03-02", "by": phone.keeper, "at": 1} | body if isinstance(body, dict) else body])
    page = page_of(confederation)
    assert "no se puede corregir desde aquí" in rosa.reads(page)
    assert rosa.opens(f"{page}/corregir").status_code == 303
    assert rosa.presses(f"{page}/corregir", on=page, why=WHY).status_code == 303


@pytest.mark.parametrize("kind", ["month.accepted", "person.erased", "keeper.joined", "month.handed_in", "roll.handed_in"])
def test_what_only_the_server_or_a_keeper_herself_may_say_is_said_by_no_form(
    confederation: Confederation, rosa: AVisitor, kind: str
) -> None:
    phone = confederation.a_phone()
    data = {"month.accepted": {"period": "2026-03"}, "person.erased": {"person": phone.keeper}, "keeper.joined": {"name": ""}}
    phone.write(kind, data.get(kind, {"period": "2026-13", "count": -1}))
    phone.syncs()
    assert "no se puede corregir desde aquí" in rosa.reads(page_of(confederation))


def test_an_edit_is_written_against_what_stood_when_the_form_opened(confederation: Confederation, rosa: AVisitor) -> None:
    phone = confederation.a_phone()
    phone.write("service.described", {"slot": 1, "menu": "Olluquito", "price_cents": 350}, base={"menu": None, "price_cents": None})
    phone.write("service.described", {"slot": 1, "price_cents": -400}, base={"price_cents": 350})
    phone.syncs()
    page = page_of(confederation)
    assert corrects(rosa, page, price_cents="4.00") == 303
    phone.syncs()
    stands = phone.log[rejections(phone)[0]["instead"]]
    assert (stands["data"], stands["base"]) == ({"slot": 1, "price_cents": 400}, {"price_cents": 350})


def test_a_person_of_the_roll_is_corrected_too(confederation: Confederation, rosa: AVisitor) -> None:
    phone = confederation.a_phone()
    juana = phone.registers("Juana", age=40)
    phone.amends(juana, {"age": 40, "paternal": None}, age=400, paternal="Quispe")
    phone.syncs()
    assert corrects(rosa, page_of(confederation), age="41") == 303
    with confederation.app.app_context(), reading() as connection:
        sheet = person.sheet(connection, confederation.kitchens["manos"], juana)
    assert sheet and sheet.values["age"] == 41 and sheet.values["paternal"] == "Quispe" and not sheet.known["conflicts"]


def test_erasing_her_reaches_what_came_under_her_first_id(confederation: Confederation, rosa: AVisitor) -> None:
    phone = confederation.a_phone()
    phone.registers("Juana", age=400)
    phone.syncs()
    page = page_of(confederation)
    assert "Las raciones que ya le anotaron siguen contadas" in rosa.reads(f"{page}/corregir")
    assert corrects(rosa, page, age="40") == 303
    phone.syncs()
    juana = rejections(phone)[0]["instead"]
    assert phone.log[juana]["data"]["names"] == "Juana" and "Juana" in rosa.reads(page)
    confederation.says("people", "erase", "--kitchen", "K-001", "--person", juana)
    assert "Juana" not in rosa.reads(page)


def test_what_points_at_others_goes_over_and_what_nobody_knows_is_said_to_stay_behind(confederation: Confederation, rosa: AVisitor) -> None:
    phone = confederation.a_phone()
    person_id = phone.registers("Ana")
    phone.write("rations.served", {"slot": 1, "person": person_id, "class": "vecina", "price_cents": 250, "gusto": "mucho"})
    phone.syncs()
    page = page_of(confederation)
    assert "no pasa a la corrección" in rosa.reads(f"{page}/corregir") and "gusto" in rosa.reads(f"{page}/corregir")
    assert corrects(rosa, page, **{"class": "paid"}) == 303
    phone.syncs()
    assert phone.log[rejections(phone)[0]["instead"]]["data"] == {"slot": 1, "person": person_id, "class": "paid", "price_cents": 250}
