"""What two phones wrote differently of a person is listed on her sheet with both values, and a person says which stands."""

import pytest

from tests.a_phone import APhone
from tests.a_visitor import AVisitor
from tests.panel.test_rolls import ROLL, hands_in, says_why
from tests.panel.test_the_month import words
from tests.panel.test_the_person import about, juana, opened, sheet
from tests.stories import Confederation

__all__ = ["juana"]


@pytest.mark.parametrize(("place", "stands"), [(0, "Quispes"), (1, "Quispé")])
def test_what_two_phones_wrote_differently_is_settled_with_one_press(
    confederation: Confederation, juana: tuple[APhone, str], rosa: AVisitor, place: int, stands: str
) -> None:
    phone, person = juana
    luz = confederation.a_phone(name="Luz")
    luz.syncs()
    for one, paternal in ((phone, "Quispes"), (luz, "Quispé")):
        one.amends(person, {"paternal": "Quispe"}, paternal=paternal)
        one.syncs()
    says_why(rosa, "right")
    page = rosa.reads(sheet(person))
    assert "dos celulares escribieron distinto. ¿Qué vale?" in page and "Quispé" in page
    form = opened(rosa, sheet(person)) | {"field": "paternal", "place": str(place)}
    assert [rosa.presses(sheet(person, "/vale"), on=sheet(person), **form).status_code for _ in range(2)] == [303, 303]
    told = about(luz, person, "beneficiary.amended")
    assert (told[-1]["data"], told[-1]["base"]) == ({"person": person, "paternal": stands}, {"paternal": "Quispes"})
    page = words(rosa.reads(sheet(person)))
    assert "escribieron distinto" not in page and f"Juana {stands}" in page


@pytest.mark.parametrize(("field", "place"), [("paternal", "0"), ("nada", "0"), ("paternal", "-1"), ("paternal", "x"), ("person", "0")])
def test_what_nobody_wrote_differently_cannot_be_settled(juana: tuple[APhone, str], rosa: AVisitor, field: str, place: str) -> None:
    _, person = juana
    says_why(rosa, "right")
    form = opened(rosa, sheet(person)) | {"field": field, "place": place}
    assert rosa.presses(sheet(person, "/vale"), on=sheet(person), **form).status_code == 400


def test_two_with_one_document_are_shown_until_one_registration_is_undone(confederation: Confederation, rosa: AVisitor) -> None:
    phone, luz = confederation.a_phone(), confederation.a_phone(name="Luz")
    for one in (phone, luz):
        again = one.registers("Juana", paternal="Quispe", doc_type="dni", doc_number="10117410")
        one.syncs()
    hands_in(phone)
    says_why(rosa)
    assert rosa.reads(ROLL).count("dos personas con este documento") == 2
    luz.undoes(again)
    luz.syncs()
    assert "dos personas con este documento" not in rosa.reads(ROLL)
