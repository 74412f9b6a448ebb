"""A month on its way up as the server keeps it: what says how it stands, and that a rebuild from the log says the same."""

import pytest

from app.books.notebook import months
from app.database import reading
from app.review import progress
from app.review.acceptance import Refused, accept
from app.review.observation import observe
from app.rollups import check, rebuild
from tests.a_phone import APhone
from tests.stories import Confederation

MARCH = "2026-03"


@pytest.fixture
def phone(confederation: Confederation) -> APhone:
    """A phone of the kitchen `manos`."""
    return confederation.a_phone()


def state(confederation: Confederation) -> str:
    """How March of `manos` stands; a rebuild from the log must find nothing to mend."""
    kitchen = confederation.kitchens["manos"]
    with confederation.app.app_context():
        assert check.kitchen(kitchen) == []
        rebuild.rebuild(kitchen)
        with reading() as connection:
            act = months.standing(connection, kitchen).get(MARCH)
    return act.state if act else "pending"


def observes(confederation: Confederation, comment: str, opened: str = "form") -> str:
    """The coordinator sends March back; returns the operation's id."""
    with confederation.app.app_context():
        return str(observe(confederation.kitchens["manos"], MARCH, comment, 1, opened).id)


def test_the_last_act_says_how_the_month_stands(confederation: Confederation, phone: APhone) -> None:
    phone.hands_in(MARCH)
    phone.syncs()
    assert state(confederation) == "handed_in"
    observed = observes(confederation, "Revise.")
    phone.undoes(observed)
    phone.syncs()
    assert state(confederation) == "observed", "what the federation said is not undone by a phone"
    again = phone.hands_in(MARCH)
    phone.syncs()
    assert state(confederation) == "handed_in"
    phone.undoes(again)
    phone.syncs()
    assert state(confederation) == "observed"
    with confederation.app.app_context():
        accept(confederation.kitchens["manos"], MARCH, 1)
    phone.hands_in(MARCH)
    phone.syncs()
    assert state(confederation) == "accepted"


def test_a_phone_that_comes_late_hands_in_after_what_was_said_meanwhile(confederation: Confederation, phone: APhone) -> None:
    other = confederation.a_phone(name="Olga")
    other.hands_in(MARCH)
    phone.hands_in(MARCH)
    phone.syncs()
    observes(confederation, "Revise.")
    other.syncs()
    assert state(confederation) == "handed_in"


def test_a_second_press_is_the_same_comment_also_when_the_kitchen_answered_meanwhile(confederation: Confederation, phone: APhone) -> None:
    phone.hands_in(MARCH)
    phone.syncs()
    first = observes(confederation, "Revise.")
    phone.hands_in(MARCH)
    phone.syncs()
    assert observes(confederation, "Revise.") == first
    assert state(confederation) == "handed_in"
    assert observes(confederation, "Revise.", "another form") != first
    assert state(confederation) == "observed"


def test_only_what_was_handed_in_and_is_open_can_be_observed(confederation: Confederation) -> None:
    with pytest.raises(Refused, match="not_handed_in"):
        observes(confederation, "Revise.")
    with confederation.app.app_context():
        accept(confederation.kitchens["manos"], MARCH, 1)
    with pytest.raises(Refused, match="accepted"):
        observes(confederation, "Revise.")


def test_facts_of_a_month_handed_in_still_count(confederation: Confederation, phone: APhone) -> None:
    phone.hands_in(MARCH)
    phone.counts(paid=18)
    phone.syncs()
    confederation.counts()
    with confederation.app.app_context(), reading() as connection:
        found = {kitchen.code: kitchen.state for kitchen in progress.kitchens(connection, confederation.kitchens["manos"], MARCH)}
    assert found == {"K-001": "handed_in"}
    assert "18" in confederation.says("rollups", "totals", "--level", "national", "--period", MARCH, "--format", "csv")
