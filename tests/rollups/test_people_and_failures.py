"""Who is counted as a person of the month, and what happens when counting fails."""

from typing import Any

import pytest
from sqlalchemy import select

from app.database import reading
from app.rollups import booking, facts, totals
from app.rollups.follow import catch_up
from app.sync.models import TouchedDay
from tests.stories import Confederation


def people(confederation: Confederation, period: str) -> tuple[int, int]:
    """Different people served and people on the roll at the end of the month, of `manos`."""
    with confederation.app.app_context(), reading() as connection:
        line = totals.unit(connection, confederation.kitchens["manos"], period)
    assert line is not None
    assert line.figures is not None
    return line.figures["people_served"], line.figures["people_on_roll"]


def test_who_eats_twice_is_one_person_and_two_plates(confederation: Confederation) -> None:
    phone, other = confederation.a_phone(), confederation.a_phone(name="Luz")
    juana = phone.registers("Juana")
    phone.serves(juana)
    phone.serves(juana, again=1)
    other.serves(juana)  # the same plate, marked on another phone
    for each in (phone, other):
        each.syncs()
    assert people(confederation, "2026-03") == (1, 1)
    with confederation.app.app_context(), reading() as connection:
        days = totals.days(connection, confederation.kitchens["manos"], "2026-03")
    assert [day.figures["rations_member"] for day in days] == [2]


def test_the_roll_of_a_month_is_that_of_its_last_day(confederation: Confederation) -> None:
    phone = confederation.a_phone()
    juana, ana = phone.registers("Juana"), phone.registers("Ana")
    for on in ("2026-03-02", "2026-04-02", "2026-05-02"):
        phone.serves(juana, on=on)
    phone.write("beneficiary.left", {"person": ana, "reason": "moved"}, on="2026-03-20")
    phone.write("beneficiary.returned", {"person": ana}, on="2026-05-01")
    phone.syncs()
    assert [people(confederation, period)[1] for period in ("2026-03", "2026-04", "2026-05")] == [1, 1, 2]
    phone.undoes(phone.registers("Mistake"))
    late = phone.write("beneficiary.registered", {"names": "Late", "type": "user"}, on="2026-03-10")
    phone.syncs()
    assert [people(confederation, period)[1] for period in ("2026-03", "2026-04", "2026-05")] == [2, 2, 3]
    phone.undoes(late)
    phone.syncs()
    assert [people(confederation, period)[1] for period in ("2026-03", "2026-04", "2026-05")] == [1, 1, 2]


def test_a_push_succeeds_even_when_counting_fails_and_is_counted_later(
    confederation: Confederation, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: Any) -> None:
        raise RuntimeError("no counting today")

    phone, other = confederation.a_phone("manos"), confederation.a_phone("wasi")
    with monkeypatch.context() as broken:
        broken.setattr(facts, "touched", fails)
        phone.counts(paid=5)
        assert phone.syncs() == 200
    other.counts(paid=7)
    assert other.syncs() == 200
    with confederation.app.app_context():
        with reading() as connection:
            assert list(connection.scalars(select(TouchedDay.kitchen_id))) == [confederation.kitchens["manos"]]
        assert catch_up()
        with reading() as connection:
            nation = totals.place(connection, "", "2026-03")
    assert nation is not None
    assert nation.figures is not None
    assert nation.figures["rations_paid"] == 12


def test_a_difference_goes_to_the_first_month_that_was_open() -> None:
    accepted = {"2026-03": 5, "2026-04": 9, "2026-05": 7}
    opened = [booking.open_after("2026-03", seq, accepted) for seq in (5, 7, 9)]
    assert opened == ["2026-04", "2026-04", "2026-06"]
