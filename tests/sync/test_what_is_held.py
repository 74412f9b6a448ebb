"""What could not be accepted is kept whole, each for itself, and tells nobody what it should not: rules 3 and 11 of docs/sync.md."""

from typing import Any

import pytest

from app.sync import held
from app.sync.held import Waiting
from tests.a_phone import APhone
from tests.stories import Confederation


def _waiting(confederation: Confederation) -> list[Waiting]:
    with confederation.app.app_context():
        return held.list_for([confederation.kitchens["manos"]])


def _later(phone: APhone, **data: Any) -> str:
    """Something of a kind that this server does not know yet."""
    phone.write("festival.danced", {"steps": 3, **data})
    phone.outbox[-1]["at"] = 1_772_467_200
    return str(phone.outbox[-1]["id"])


def test_two_operations_that_say_the_same_in_the_same_second_are_held_as_two(confederation: Confederation) -> None:
    phone = confederation.a_phone()
    twins = [_later(phone), _later(phone)]
    batch = phone.outbox[1:]
    phone.syncs()
    phone.push(batch)  # and offering them again adds none
    assert sorted(str(waiting.id) for waiting in _waiting(confederation)) == twins


def test_what_has_no_readable_id_is_held_apart_too(confederation: Confederation) -> None:
    phone = confederation.a_phone()
    phone.push([phone.outbox[0] | {"id": "first"}, phone.outbox[0] | {"id": "second"}])
    assert sorted(waiting.body["id"] for waiting in _waiting(confederation)) == ["first", "second"]


@pytest.mark.parametrize("said", ["at `$.Juana\u0000", "x` - at `$.Juana\u0000` - at `$.data", "Juana"])
def test_where_the_fault_is_never_tells_what_was_written(confederation: Confederation, said: str) -> None:
    phone = confederation.a_phone()
    good: dict[str, Any] = {"food": "arroz", "source": "pca", "qty": 1}
    phone.write("food.used", good | {"food": said})
    phone.write("food.used", good | {said: 1})
    phone.write("rations.counted", {"slot": 1, "counts": {said: 1}})
    assert phone.syncs() == 200
    assert [answer.get("reason") for answer in phone.answers.values()] == [None, "data", "data", "data"]
    assert sorted(waiting.place for waiting in _waiting(confederation)) == ["$.data", "$.data.counts", "$.data.food"]


def test_what_is_held_of_somebody_who_was_erased_is_kept_without_its_names(confederation: Confederation) -> None:
    rosa = confederation.a_phone()
    juana = rosa.registers("Juana Inés")
    rosa.syncs()
    confederation.says("people", "erase", "--kitchen", "K-001", "--person", juana)
    rosa.write("beneficiary.photographed", {"person": juana, "names": "Juana Inés"})
    rosa.amends(juana, {"address": None}, address="Jirón Junín \ud83c")
    rosa.syncs()
    assert sorted((waiting.reason, waiting.body) for waiting in _waiting(confederation)) == [("kind-unknown", None), ("text", None)]
