"""What a person decides about a held operation reaches the phones of its kitchen, and is not asked again: rule 3 of docs/sync.md."""

from typing import Any

import pytest

from app.books import kinds
from app.books.pantry.operations import Wasted
from app.database import reading
from app.sync import held, log, settle
from tests.a_phone import APhone
from tests.by_hand import Shelf
from tests.stories import Confederation

WHY = "Ya estaba anotado."


def _keys(confederation: Confederation, state: str = "waiting") -> dict[str | None, str]:
    with confederation.app.app_context():
        return {found.id: found.key for found in held.list_for([confederation.kitchens["manos"]], state)}


def _rejects(confederation: Confederation, key: str, **more: Any) -> bool:
    with confederation.app.app_context():
        return settle.reject(confederation.kitchens["manos"], key, WHY, 7, **more)


def _told(phone: APhone) -> list[dict[str, Any]]:
    return [said["data"] for said in phone.log.values() if said["kind"] == "operation.rejected"]


@pytest.fixture
def wrong(confederation: Confederation) -> tuple[APhone, str]:
    """A phone and a count below zero that it wrote, which is held."""
    phone = confederation.a_phone()
    count = phone.counts(paid=-4)
    phone.syncs()
    return phone, count


def test_the_phone_that_wrote_it_and_the_others_hear_why_once(confederation: Confederation, wrong: tuple[APhone, str]) -> None:
    phone, count = wrong
    luz = confederation.a_phone(name="Luz")
    key = _keys(confederation)[count]
    assert _rejects(confederation, key)
    assert not _rejects(confederation, key)
    for one in (phone, luz):
        one.syncs()
        assert _told(one) == [{"target": count, "reason": WHY}]
    assert not _keys(confederation) and _keys(confederation, "rejected") == {count: key}


def test_what_is_accepted_after_all_comes_to_the_phone_that_wrote_it_with_its_place(
    confederation: Confederation, monkeypatch: pytest.MonkeyPatch
) -> None:
    phone = confederation.a_phone()
    with monkeypatch.context() as before:
        before.delitem(kinds.BY_NAME, ("food.wasted", 1))
        wasted = phone.write("food.wasted", {"food": "arroz", "source": "pca", "qty": 10})
        phone.syncs()
    with confederation.app.app_context():
        assert settle.retry() == (1, 1)
    assert phone.answers[wasted]["answer"] == "held"
    phone.syncs()
    assert phone.log[wasted]["seq"] == 2


def test_a_rejection_is_final_for_a_newer_release_too(confederation: Confederation, monkeypatch: pytest.MonkeyPatch) -> None:
    phone = confederation.a_phone()
    with monkeypatch.context() as before:
        before.delitem(kinds.BY_NAME, (Wasted.kind, 1))
        wasted = phone.write("food.wasted", {"food": "arroz", "source": "pca", "qty": 10})
        again = list(phone.outbox)
        phone.syncs()
        _rejects(confederation, _keys(confederation)[wasted])
    answers = phone.push(again).get_json()["answers"]
    assert answers[1] == {"id": wasted, "answer": "held", "reason": "rejected"}
    with confederation.app.app_context():
        assert settle.retry() == (0, 0)


@pytest.mark.parametrize("forgotten", ["the-held-too", "only-the-rejection"])
def test_a_restore_forgets_no_rejection(confederation: Confederation, forgotten: str) -> None:
    phone, shelf = confederation.a_phone(), Shelf(confederation.app)
    phone.syncs()
    if forgotten == "the-held-too":
        shelf.keep()
    count = phone.counts(paid=-4)
    phone.syncs()
    if forgotten == "only-the-rejection":
        shelf.keep()
    _rejects(confederation, _keys(confederation)[count])
    phone.syncs()
    shelf.put_back()
    phone.syncs()
    assert not _keys(confederation) and set(_keys(confederation, "rejected")) == {count}
    with confederation.app.app_context():
        (waiting,) = held.list_for([confederation.kitchens["manos"]], "rejected")
    assert waiting.decision == WHY


def test_of_two_that_claim_one_id_only_the_one_that_was_meant_is_rejected(confederation: Confederation) -> None:
    phone = confederation.a_phone()
    count = phone.counts(paid=4)
    first = dict(phone.outbox[-1])
    phone.syncs()
    bodies = [first | {"data": {"slot": 1, "counts": {"paid": n}}} for n in (5, 6)]
    phone.push(bodies)
    with confederation.app.app_context():
        forks = {found.body["data"]["counts"]["paid"]: found.key for found in held.list_for([confederation.kitchens["manos"]])}
    _rejects(confederation, forks[6])
    assert list(_keys(confederation).values()) == [forks[5]]
    with confederation.app.app_context(), reading() as connection:
        assert count in log.known(connection, confederation.kitchens["manos"], [count])


def test_what_has_no_readable_id_is_closed_and_nobody_is_told(confederation: Confederation) -> None:
    phone = confederation.a_phone()
    phone.push([7])
    assert _rejects(confederation, _keys(confederation)[None])
    phone.syncs()
    assert not _keys(confederation) and not _told(phone)


def test_a_reason_that_cannot_be_written_closes_nothing(confederation: Confederation, wrong: tuple[APhone, str]) -> None:
    key = _keys(confederation)[wrong[1]]
    with confederation.app.app_context():
        assert not settle.reject(confederation.kitchens["manos"], key, "a\u0000b", 7)
    assert set(_keys(confederation)) == {wrong[1]}
