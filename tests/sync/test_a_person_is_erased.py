"""A person asked for her data to be taken away: rule 11 of docs/sync.md."""

import pytest
from sqlalchemy import select, text

from app import journal
from app.database import reading
from app.review import correction
from app.sync import held, mark, settle
from app.sync.models import Operation
from tests.a_phone import APhone
from tests.by_hand import Shelf
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


def hears_of_it(phone: APhone, person: str) -> None:
    """What is left of a phone's own operations about her."""
    phone.syncs()
    for name, made in phone.made.items():
        if (bare := mark.without_personal(made)) != made and person in (name, made["data"].get("person")):
            phone.made[name] = bare | {"erased": True}


def about(confederation: Confederation, person: str) -> list[tuple[str, bool, bool]]:
    """What the log holds of her: kind, whether it is erased, whether something of it is sealed."""
    rows = select(Operation.kind, Operation.erased, Operation.sealed.is_not(None)).where(Operation.subject == person)
    with confederation.app.app_context(), reading() as connection:
        return [tuple(row) for row in connection.execute(rows.order_by(Operation.seq))]


def waiting(confederation: Confederation) -> list[held.Waiting]:
    with confederation.app.app_context():
        return held.list_for([confederation.kitchens["manos"]])


@pytest.mark.parametrize("first", ["who heard of it", "who did not"])
def test_a_database_from_before_her_registration_knows_her_as_erased(confederation: Confederation, first: str) -> None:
    rosa, luz = confederation.a_phone(), confederation.a_phone(name="Luz")
    shelf = Shelf(confederation.app)
    shelf.keep()
    person = rosa.registers("Juana Inés", paternal="Ñahuincopa")
    rosa.serves(person)
    rosa.syncs()
    confederation.says("people", "erase", "--kitchen", "K-001", "--person", person)
    original = rosa.made[person]
    if first == "who heard of it":
        hears_of_it(rosa, person)
    shelf.put_back()
    rosa.syncs()
    assert (rosa.outbox, waiting(confederation)) == ([], [])
    assert sorted(about(confederation, person)) == [("beneficiary.registered", True, False), ("person.erased", False, False)]
    assert rosa.push([original]).get_json()["answers"][0]["answer"] == "repeated"
    luz.syncs()
    assert "names" not in luz.log[person]["data"]
    with confederation.app.app_context(), reading() as connection:
        assert connection.execute(text("select count(*) from named_ration")).scalar_one() == 1


def test_an_edit_of_which_nothing_is_left_is_taken(confederation: Confederation, juana: tuple[APhone, APhone, str]) -> None:
    """Her form was open when the phone heard."""
    rosa, _, person = juana
    edit = rosa.amends(person, {})
    rosa.outbox[-1]["erased"] = True
    rosa.syncs()
    assert rosa.answers[edit]["answer"] == "accepted"
    assert about(confederation, person)[-1] == ("beneficiary.amended", True, False)


@pytest.mark.parametrize("names", [True, False])
def test_a_phone_alone_erases_nobody(confederation: Confederation, names: bool) -> None:
    rosa = confederation.a_phone()
    person = rosa.registers("Juana")
    whole = dict(rosa.outbox.pop())
    left = whole | {"erased": True} if names else mark.without_personal(whole) | {"erased": True}
    assert rosa.push([left]).get_json()["answers"][0]["answer"] == "held"
    assert [one.reason for one in waiting(confederation)] == ["data" if names else "tombstone"]
    assert rosa.push([whole]).get_json()["answers"][0]["answer"] == "accepted"
    assert [one.reason for one in waiting(confederation)] == ["data"] * names
    assert about(confederation, person) == [("beneficiary.registered", False, True)]


def test_what_a_closed_phone_left_of_her_can_still_be_accepted(confederation: Confederation, juana: tuple[APhone, APhone, str]) -> None:
    """Her plate counts, and who she was is not remembered."""
    _, luz, person = juana
    luz.serves(person, on="2026-03-03")
    luz.amends(person, {"address": None}, address="Mz B")
    confederation.closes(luz)
    luz.leaves_in_the_inbox()
    assert [one.reason for one in waiting(confederation)] == ["closed", "closed"]
    assert "Mz B" not in str(waiting(confederation))
    with confederation.app.app_context():
        assert [one.kind for one in waiting(confederation) if correction.draft(one) is None] == ["beneficiary.amended"]
    with confederation.app.app_context():
        assert settle.accept_left(confederation.kitchens["manos"], luz.device) == (2, 0)
    assert waiting(confederation) == []
    assert about(confederation, person)[-1] == ("beneficiary.amended", True, False)
