"""Where two phones wrote a service or counted plates differently both values are listed, and the federation says what stands."""

import pytest

from tests.a_phone import APhone
from tests.a_visitor import AVisitor
from tests.panel.a_form import AForm
from tests.panel.test_the_month import words
from tests.stories import Confederation

PAGE = "/panel/es/comedor/K-001/diferencias"
LIST = "/panel/es/diferencias"


@pytest.fixture
def differing(confederation: Confederation) -> tuple[APhone, APhone]:
    """Two phones of Manos Unidas, each without signal: 18 or 20 paid plates and one cook, lentils or olluco, S/ 3.50 each."""
    rosa, luz = confederation.a_phone(), confederation.a_phone(name="Luz")
    base = {"menu": None, "price_cents": None}
    for phone, paid, menu in ((rosa, 18, "Lentejas"), (luz, 20, "Olluco")):
        phone.write("service.described", {"slot": 1, "menu": menu, "price_cents": 350}, base=base)
        phone.counts(paid=paid, cook=1)
        assert phone.syncs() == 200
    confederation.counts()
    return rosa, luz


def form(visitor: AVisitor, **values: str) -> dict[str, str]:
    """What a button of the page sends, with these values."""
    boxes = AForm(visitor.reads(PAGE)).boxes
    return {"on": "2026-03-02", "slot": "1"} | {name: boxes[name] for name in ("opened", "seen", "csrf_token")} | values


def presses(visitor: AVisitor, what: str, **values: str) -> int:
    """Press one of the page's buttons; the answer's status."""
    return visitor.client.post(f"{PAGE}/{what}", data=form(visitor, **values)).status_code


def told(phone: APhone, kind: str) -> list[dict[str, object]]:
    """What the federation wrote of a kind, as a phone hears it."""
    phone.syncs()
    return [said["data"] for said in phone.log.values() if said["kind"] == kind and said["by"].startswith("account:")]


def test_both_values_are_listed_for_whose_kitchen_it_is(differing: tuple[APhone, APhone], rosa: AVisitor) -> None:
    listed = words(rosa.reads(LIST))
    assert "Manos Unidas un día con conteos distintos un servicio con menú o precios distintos" in listed
    page = words(rosa.reads(PAGE))
    assert "18" in page and "20" in page and "Lentejas" in page and "Olluco" in page
    assert "dos celulares contaron distinto" in page and page.count("dos celulares escribieron distinto") == 1
    assert "S/\xa03.50" not in page, "a price in which they agree is no difference"


def test_nobody_else_sees_them(
    differing: tuple[APhone, APhone], confederation: Confederation, lively: Confederation, rosa: AVisitor
) -> None:
    assert rosa.opens("/panel/es/comedor/K-003/diferencias").status_code == 404
    assert "K-003" not in rosa.reads(LIST)


@pytest.mark.parametrize(("values", "stands"), [({"place": "0"}, 18), ({"place": "1"}, 20), ({"plates": "19"}, 19), ({"plates": "0"}, 0)])
def test_one_count_takes_the_place_of_all_and_twice_is_once(
    confederation: Confederation, differing: tuple[APhone, APhone], rosa: AVisitor, values: dict[str, str], stands: int
) -> None:
    phone, luz = differing
    heads = [said["id"] for said in (*phone.made.values(), *luz.made.values()) if said["kind"] == "rations.counted"]
    pressed = form(rosa, **{"class": "paid"}, **values)
    assert [rosa.client.post(f"{PAGE}/conteo", data=pressed).status_code for _ in range(2)] == [303, 303]
    (count,) = told(luz, "rations.counted")
    assert count["replaces"] == sorted(heads)
    assert count["counts"] == {"paid": stands} and count["prices"] == {"paid": 350}
    confederation.counts()
    page = words(rosa.reads(PAGE))
    assert "Pagadas" not in page and page.count("contaron distinto") == 1, "of the cooks nothing was said yet"


def test_a_menu_is_settled_against_what_stood(differing: tuple[APhone, APhone], rosa: AVisitor) -> None:
    phone, _ = differing
    assert presses(rosa, "servicio", field="menu", place="1") == 303
    phone.syncs()
    (said,) = [said for said in phone.log.values() if said["kind"] == "service.described" and said["by"].startswith("account:")]
    assert (said["data"], said["base"]) == ({"slot": 1, "menu": "Olluco"}, {"menu": "Lentejas"})
    assert "Olluco" not in rosa.reads(PAGE)


@pytest.mark.parametrize(
    ("what", "values"),
    [
        ("servicio", {"field": "menu", "place": "2"}),
        ("servicio", {"field": "price_cents", "place": "0"}),
        ("servicio", {"field": "slot", "place": "0", "slot": "2"}),
        ("conteo", {"class": "member", "place": "0"}),
        ("conteo", {"class": "paid", "place": "2"}),
        ("conteo", {"class": "paid", "plates": "muchas"}),
        ("conteo", {"class": "paid", "plates": "-1"}),
        ("conteo", {"class": "paid", "place": "0", "seen": "0"}),
    ],
)
def test_what_is_no_difference_is_settled_by_nobody(
    differing: tuple[APhone, APhone], rosa: AVisitor, what: str, values: dict[str, str]
) -> None:
    assert presses(rosa, what, **values) == 400
    assert told(differing[0], "rations.counted") == [] == told(differing[0], "service.described")


def test_what_came_meanwhile_is_a_difference_again(confederation: Confederation, differing: tuple[APhone, APhone], rosa: AVisitor) -> None:
    opened = form(rosa, **{"class": "paid", "place": "0"})
    third = confederation.a_phone(name="Ana")
    third.counts(paid=25)
    third.syncs()
    assert rosa.client.post(f"{PAGE}/conteo", data=opened).status_code == 303
    confederation.counts()
    assert "25" in words(rosa.reads(PAGE))
