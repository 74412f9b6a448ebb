"""The federation accepts a month: it is locked, and what arrives later is booked, labelled, where it can still be."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from app.database import reading
from app.review.acceptance import Refused, accept
from app.rollups import check, totals
from app.rollups.models import KitchenMonth
from tests.a_phone import APhone
from tests.stories import Confederation


@pytest.fixture
def phone(confederation: Confederation) -> APhone:
    """A phone of the kitchen `manos`."""
    return confederation.a_phone()


def accepts(confederation: Confederation, *periods: str) -> None:
    """The coordinator accepts these months of `manos`, and it is what the log says."""
    with confederation.app.app_context():
        for period in periods:
            assert accept(confederation.kitchens["manos"], period, 1).answer == "accepted"


def month(confederation: Confederation, period: str) -> dict[str, int]:
    """The figures of the month; empty where the kitchen has no row."""
    with confederation.app.app_context(), reading() as connection:
        assert check.kitchen(confederation.kitchens["manos"]) == []
        mine = (KitchenMonth.kitchen_id == confederation.kitchens["manos"]) & (KitchenMonth.period == period)
        row = connection.execute(select(KitchenMonth.__table__).where(mine)).mappings().one_or_none()
        return dict(row) if row else {}


def adjustments(confederation: Confederation, period: str) -> list[tuple[date, int]]:
    """The days of earlier months that are adjusted in this one, and by how many paid rations."""
    with confederation.app.app_context(), reading() as connection:
        lines = totals.days(connection, confederation.kitchens["manos"], period)
        return [(line.on, line.figures["rations_paid"]) for line in lines if line.adjustment]


def test_what_arrives_after_the_acceptance_leaves_the_month_alone(confederation: Confederation, phone: APhone) -> None:
    phone.counts(paid=18)
    phone.syncs()
    accepts(confederation, "2026-03")
    phone.counts(paid=5, on="2026-03-03")
    phone.syncs()
    assert month(confederation, "2026-03")["rations_paid"] == 18
    assert adjustments(confederation, "2026-04") == [(date(2026, 3, 3), 5)]
    april = month(confederation, "2026-04")
    assert (april["rations_paid"], april["days_served"]) == (5, 1)
    assert (april["kitchens_reporting"], april["people_on_roll"]) == (0, 0), "an adjustment of March is no report of April"


def test_a_correction_and_an_undo_book_their_difference(confederation: Confederation, phone: APhone) -> None:
    first, second = phone.counts(paid=18), phone.counts(paid=7, on="2026-03-03")
    phone.syncs()
    accepts(confederation, "2026-03")
    phone.counts([first], paid=15)
    phone.undoes(second)
    phone.syncs()
    assert month(confederation, "2026-03")["rations_paid"] == 25
    assert adjustments(confederation, "2026-04") == [(date(2026, 3, 2), -3), (date(2026, 3, 3), -7)]
    assert month(confederation, "2026-04")["due_cents"] == -10 * 350


def test_an_adjustment_that_was_a_mistake_leaves_no_trace(confederation: Confederation, phone: APhone) -> None:
    phone.counts(paid=18)
    phone.syncs()
    accepts(confederation, "2026-03")
    mistaken = phone.counts(paid=5, on="2026-03-03")
    phone.syncs()
    phone.undoes(mistaken)
    phone.syncs()
    assert adjustments(confederation, "2026-04") == []
    assert month(confederation, "2026-04") == {}


def test_each_difference_stays_in_the_month_that_was_open_when_it_came(confederation: Confederation, phone: APhone) -> None:
    phone.counts(paid=18)
    phone.syncs()
    accepts(confederation, "2026-03")
    phone.counts(on="2026-03-03", paid=5)
    phone.syncs()
    accepts(confederation, "2026-04")
    phone.counts(on="2026-03-03", social_case=1)
    late = phone.counts(on="2026-03-03", paid=9)  # a rival of the first: the larger counts
    phone.syncs()
    accepts(confederation, "2026-05", "2026-06")
    phone.undoes(late)
    phone.syncs()
    paid = {period: month(confederation, period).get("rations_paid") for period in ("2026-03", "2026-04", "2026-05", "2026-06", "2026-07")}
    assert paid == {"2026-03": 18, "2026-04": 5, "2026-05": 4, "2026-06": None, "2026-07": -4}


def test_people_of_an_accepted_month_are_those_of_its_acceptance(confederation: Confederation, phone: APhone) -> None:
    juana = phone.registers("Juana")
    phone.serves(juana)
    phone.syncs()
    accepts(confederation, "2026-03")
    ana = phone.registers("Ana")
    phone.serves(ana)
    phone.serves(juana, on="2026-04-01")
    phone.syncs()
    march, april = month(confederation, "2026-03"), month(confederation, "2026-04")
    assert (march["people_served"], march["people_on_roll"]) == (1, 1)
    assert (april["people_served"], april["people_on_roll"], april["rations_member"]) == (1, 2, 2)


def test_accepting_twice_is_accepting_once(confederation: Confederation) -> None:
    kitchen = confederation.kitchens["manos"]
    with confederation.app.app_context():
        assert [accept(kitchen, "2026-03", by).answer for by in (1, 1, 2)] == ["accepted", "repeated", "repeated"]


@pytest.mark.parametrize(("period", "reason"), [("2026-13", "period_unknown"), ("2099-01", "period_future")])
def test_what_is_no_month_or_has_not_begun_cannot_be_accepted(confederation: Confederation, period: str, reason: Any) -> None:
    with confederation.app.app_context(), pytest.raises(Refused, match=reason):
        accept(confederation.kitchens["manos"], period, 1)
