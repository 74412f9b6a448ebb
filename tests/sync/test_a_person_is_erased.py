"""A person asked for her data to be taken away: rule 11 of docs/sync.md."""

import pytest
from sqlalchemy import select, text

from app import journal
from app.database import reading
from app.sync.models import Operation
from tests.a_phone import APhone
from tests.stories import Confederation


@pytest.fixture
def juana(confederation: Confederation) -> tuple[APhone, APhone, str]:
    """Two phones that know Juana, who ate once, and her id; she has been erased, which neither phone has heard."""
    rosa, luz = confederation.a_phone(), confederation.a_phone(name="Luz")
    person = rosa.registers("Juana Inés", paternal="Ñahuincopa", doc_number="10117410")
    rosa.serves(person)
    rosa.syncs()
    luz.syncs()
    for _ in range(2):  # erasing twice is erasing once
        confederation.says("people", "erase", "--kitchen", "K-001", "--person", person)
    return rosa, luz, person


def test_what_is_said_later_of_an_erased_person_is_erased_too(confederation: Confederation, juana: tuple[APhone, APhone, str]) -> None:
    _, luz, person = juana
    luz.amends(person, {"address": None}, address="Jirón Junín 12")
    luz.syncs()
    with confederation.app.app_context(), reading() as connection:
        rows = connection.execute(select(Operation.__table__).where(Operation.subject == person)).all()
        assert len(rows) == 3
        assert all(row.sealed is None for row in rows)
        assert connection.execute(text("select count(*) from named_ration")).scalar_one() == 1


def test_an_erased_operation_offered_again_is_a_repetition_with_or_without_its_names(
    confederation: Confederation, juana: tuple[APhone, APhone, str]
) -> None:
    rosa, _, person = juana
    eva = confederation.a_phone(name="Eva")
    eva.syncs()
    told = eva.log[person]
    assert told["erased"] is True
    assert "names" not in told["data"]
    original = {name: value for name, value in rosa.log[person].items() if name != "seq"}
    tombstone = {name: value for name, value in told.items() if name not in ("seq", "device", "received_at")}
    answers = rosa.push([original, tombstone]).get_json()["answers"]
    assert [answer["answer"] for answer in answers] == ["repeated", "repeated"]


def test_what_an_erased_person_owed_and_paid_still_counts(confederation: Confederation, juana: tuple[APhone, APhone, str]) -> None:
    rosa, luz, person = juana
    rosa.asks_for("erasure", person)
    rosa.pays_credit(350, person=person)
    luz.forgives(700, person=person)
    for phone in (rosa, luz):
        phone.syncs()
    with confederation.app.app_context(), reading() as connection:
        paid = connection.execute(text("select credit_paid_cents, credit_forgiven_cents from kitchen_month")).one()
        assert (paid.credit_paid_cents, paid.credit_forgiven_cents) == (350, 700)
        assert connection.execute(text("select objected_on, erasure_asked_on from beneficiary")).one() == (None, None)


def test_an_erasure_is_in_the_journal_beside_the_database(confederation: Confederation, juana: tuple[APhone, APhone, str]) -> None:
    with confederation.app.app_context():
        assert {entry["erased"] for entry in journal.entries("erased")} == {juana[2]}
