"""After a restore one phone brings back what the others and the server wrote, as it was, by its pages' marks (rule 6)."""

from functools import partial
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some
from sqlalchemy import select, text

from app import journal
from app.database import reading
from app.sync import append, mark, pull
from app.sync.caused import caused_id
from app.sync.models import Operation
from tests.a_phone import APhone
from tests.by_hand import Shelf
from tests.stories import Confederation

Kitchen = tuple[APhone, APhone, Shelf]


@pytest.fixture
def kitchen(confederation: Confederation) -> Kitchen:
    """Rosa and Luz share a notebook, of which an empty copy is kept."""
    rosa, luz = confederation.a_phone(), confederation.a_phone(name="Luz")
    shelf = Shelf(confederation.app)
    shelf.keep()
    return rosa, luz, shelf


def log(confederation: Confederation, back: APhone) -> list[tuple[Any, ...]]:
    """The log in order: of whom each is, and when it came; but for the phone that is `back`, whose own comes anew."""
    columns = (Operation.seq, Operation.id, Operation.device_id, Operation.data, Operation.base, Operation.erased, Operation.received_at)
    with confederation.app.app_context(), reading() as connection:
        rows = [tuple(row) for row in connection.execute(select(*columns).order_by(Operation.kitchen_id, Operation.seq))]
    return [row if row[2] != back.device else row[:-1] for row in rows]


def held(confederation: Confederation) -> list[str]:
    with confederation.app.app_context(), reading() as connection:
        return list(connection.scalars(text("select reason from held order by received_at, reason")))


def month(confederation: Confederation, kind: str) -> None:
    """The province says something of March."""
    kitchen_id = confederation.kitchens["manos"]
    data = {"period": "2026-03"} | ({"comment": "falta"} if kind == "month.observed" else {})
    with confederation.app.app_context():
        operation = {"id": caused_id(kind, kitchen_id, "1"), "kind": kind, "v": 1, "on": "2026-04-02", "by": "account:1", "at": 1775102400}
        assert append(kitchen_id, [operation | {"data": data}])[0].answer == "accepted"


def two_months_work(confederation: Confederation, rosa: APhone, luz: APhone) -> str:
    """Both write, the province accepts March, both write on; Rosa knows all. Returns whom Luz registered."""
    rosa.counts(paid=3)
    rosa.syncs()
    person = luz.registers("Juana", paternal="Ñahuincopa", doc_number="10117410")
    luz.serves(person)
    luz.amends(person, {"address": None}, address="Jirón Junín 12")
    luz.syncs()
    rosa.syncs()
    rosa.hands_in("2026-03")
    rosa.syncs()
    month(confederation, "month.accepted")
    luz.counts(paid=9)
    for phone in (luz, rosa):
        phone.syncs()
    return person


def test_one_phone_brings_the_whole_notebook_back_as_it_was(confederation: Confederation, kitchen: Kitchen) -> None:
    rosa, luz, shelf = kitchen
    two_months_work(confederation, rosa, luz)
    before = log(confederation, rosa)
    assert {row[2] for row in before} == {rosa.device, luz.device, None}
    shelf.put_back()
    rosa.syncs()
    assert log(confederation, rosa) == before
    luz.syncs()
    assert log(confederation, rosa) == before
    assert held(confederation) == []


def test_a_page_offered_twice_is_taken_once(confederation: Confederation, kitchen: Kitchen) -> None:
    rosa, luz, _shelf = kitchen
    two_months_work(confederation, rosa, luz)
    before = log(confederation, rosa)
    for page in rosa.pages * 2:
        assert rosa.push([], page=page).status_code == 200
    assert log(confederation, rosa) == before
    assert held(confederation) == []


def erase_on(phone: APhone, person: str) -> None:
    """What a phone does when it hears of an erasure."""
    for page in phone.pages:
        for place, row in enumerate(page["rows"]):
            if person in (row["id"], row["data"].get("person")) and row["kind"].startswith("beneficiary."):
                page["rows"][place] = mark.without_personal(row) | {"erased": True}


def test_the_mark_outlives_the_erasure_of_somebody_in_the_page(confederation: Confederation, kitchen: Kitchen) -> None:
    rosa, luz, shelf = kitchen
    person = two_months_work(confederation, rosa, luz)
    confederation.says("people", "erase", "--kitchen", "K-001", "--person", person)
    rosa.syncs()
    erase_on(rosa, person)
    before = log(confederation, rosa)
    shelf.put_back()
    rosa.syncs()
    assert {row[1:6] for row in log(confederation, rosa)} == {row[1:6] for row in before}
    luz.syncs()  # she has not heard of it, and offers Juana with all her fields
    assert {row[1:6] for row in log(confederation, rosa)} == {row[1:6] for row in before}
    assert held(confederation) == []
    with confederation.app.app_context(), reading() as connection:
        about = select(Operation.sealed).where(Operation.subject == person)
        assert set(connection.scalars(about)) == {None}


def test_nobody_is_erased_because_a_phone_says_so(confederation: Confederation, kitchen: Kitchen) -> None:
    rosa, luz, shelf = kitchen
    person = two_months_work(confederation, rosa, luz)
    erase_on(rosa, person)
    shelf.put_back()
    rosa.syncs()
    assert held(confederation) == ["tombstone", "tombstone"]
    luz.syncs()
    with confederation.app.app_context(), reading() as connection:
        assert None not in set(connection.scalars(select(Operation.sealed).where(Operation.subject == person)))
        assert journal.entries("erased") == []


@pytest.mark.parametrize("forged", ["mark", "row", "kitchen"])
def test_without_a_valid_mark_rows_are_this_phones_word(confederation: Confederation, kitchen: Kitchen, forged: str) -> None:
    rosa, luz, shelf = kitchen
    two_months_work(confederation, rosa, luz)
    for page in rosa.pages:
        if forged == "mark":
            page["mark"] = "0" * 64
        elif forged == "row":
            page["rows"][0]["at"] += 1
    shelf.put_back()
    offering = confederation.a_phone("wasi", "Eva") if forged == "kitchen" else rosa
    for page in rosa.pages:
        assert offering.push([], page=page).status_code == 200
    devices = {row[2] for row in log(confederation, rosa)}
    assert devices == {offering.device}
    assert set(held(confederation)) == {"author"}


def test_a_page_fits_into_the_request_that_offers_it(kitchen: Kitchen, monkeypatch: pytest.MonkeyPatch) -> None:
    rosa, luz, _shelf = kitchen
    monkeypatch.setattr(pull, "Size", partial(pull.Size, 2_000))
    for _ in range(20):
        luz.counts(paid=1)
    luz.syncs()
    rosa.syncs()
    assert len(rosa.pages) > 2
    assert {row["id"] for page in rosa.pages for row in page["rows"]} >= set(luz.made)


JUNK = some.recursive(
    some.none() | some.booleans() | some.integers() | some.text(max_size=8),
    lambda inner: some.lists(inner, max_size=3) | some.dictionaries(some.sampled_from(["id", "kind", "v", "data", "device"]), inner),
    max_leaves=8,
)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(said=some.text(max_size=70), rows=some.lists(some.dictionaries(some.text(max_size=4), JUNK) | some.just({"data": 1, "kind": []})))
def test_no_page_breaks_the_door(kitchen: Kitchen, said: str, rows: list[dict[str, Any]]) -> None:
    rosa, _luz, _shelf = kitchen
    assert rosa.push([], page={"mark": said, "rows": rows}).status_code in (200, 400)
