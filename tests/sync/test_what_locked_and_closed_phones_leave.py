"""A locked phone leaves what waits in the inbox, a closed one all it was not told to be received: rules 3 and 4 of docs/sync.md."""

from typing import Any

import pytest

from app import journal
from app.database import reading
from app.federation.models import Device
from app.sync import epoch, settle
from tests.a_phone import APhone
from tests.an_envelope import framed
from tests.by_hand import Shelf
from tests.stories import Confederation
from tests.sync.what_was_left import left_by, waiting_in


@pytest.fixture
def rosa(confederation: Confederation) -> APhone:
    """A phone with something that waits."""
    phone = confederation.a_phone()
    phone.syncs()
    phone.counts(paid=18)
    return phone


def test_what_a_locked_phone_leaves_is_in_the_books_and_a_repetition_once_it_is_unlocked(
    confederation: Confederation, rosa: APhone
) -> None:
    luz = confederation.a_phone(name="Luz")
    assert "closed" not in rosa.leaves_in_the_inbox()
    luz.syncs()
    count = rosa.outbox[0]["id"]
    assert luz.log[count]["device"] == rosa.device
    rosa.syncs()
    assert rosa.answers[count] == {"id": count, "answer": "repeated", "seq": luz.log[count]["seq"]}
    assert left_by(confederation, rosa) == [(True, 0)]


def test_what_a_closed_phone_leaves_waits_for_a_person(confederation: Confederation, rosa: APhone) -> None:
    confederation.closes(rosa)
    assert rosa.leaves_in_the_inbox()["closed"]
    (waiting,) = waiting_in(confederation, device_id=rosa.device)
    assert (waiting.id, waiting.reason, waiting.body) == (rosa.outbox[0]["id"], "closed", rosa.outbox[0])
    with confederation.app.app_context():
        assert settle.retry() == (0, 0)
        taken = settle.again(waiting.kitchen_id, waiting.key)
    assert taken is not None and taken.answer == "accepted"
    assert waiting_in(confederation) == [] and len(waiting_in(confederation, state="accepted")) == 1


def test_what_a_closed_phone_had_already_pushed_is_not_asked_about_again(confederation: Confederation, rosa: APhone) -> None:
    rosa.push(rosa.outbox)
    confederation.closes(rosa)
    rosa.leaves_in_the_inbox()
    assert waiting_in(confederation) == []


def test_another_phone_that_brings_it_needs_nobody(confederation: Confederation, rosa: APhone) -> None:
    confederation.closes(rosa)
    rosa.leaves_in_the_inbox()
    luz = confederation.a_phone(name="Luz")
    luz.outbox += rosa.outbox
    luz.syncs()
    assert luz.answers[rosa.outbox[0]["id"]]["answer"] == "accepted"
    assert waiting_in(confederation) == []


def test_what_a_person_did_not_take_no_other_phone_brings_in(confederation: Confederation, rosa: APhone) -> None:
    confederation.closes(rosa)
    rosa.leaves_in_the_inbox()
    (waiting,) = waiting_in(confederation)
    with confederation.app.app_context():
        assert settle.reject(waiting.kitchen_id, waiting.key, "No fue del comedor.", 7)
    rosa.leaves_in_the_inbox()
    luz = confederation.a_phone(name="Luz")
    luz.outbox += rosa.outbox
    luz.syncs()
    assert luz.answers[rosa.outbox[0]["id"]] == {"id": rosa.outbox[0]["id"], "answer": "held", "reason": "rejected"}
    assert waiting_in(confederation) == []


def test_what_was_wrong_in_it_shows_when_somebody_takes_it(confederation: Confederation, rosa: APhone) -> None:
    rosa.write("festival.danced", {"steps": 3})
    confederation.closes(rosa)
    rosa.leaves_in_the_inbox()
    dance = next(waiting for waiting in waiting_in(confederation) if waiting.kind == "festival.danced")
    with confederation.app.app_context():
        settle.again(dance.kitchen_id, dance.key)
    assert sorted(waiting.reason for waiting in waiting_in(confederation)) == ["closed", "kind-unknown"]
    with confederation.app.app_context():
        assert settle.retry() == (1, 0)


def life(confederation: Confederation) -> str:
    with confederation.app.app_context(), reading() as connection:
        return epoch.current(connection)


def test_a_closed_phone_is_told_that_the_database_went_back_before_it_wipes_itself(confederation: Confederation, rosa: APhone) -> None:
    """By its cursor, which nobody can make up; what it pulled it may leave as a page, which is taken as it was."""
    shelf = Shelf(confederation.app)
    shelf.keep()
    luz = confederation.a_phone(name="Luz")
    luz.counts(paid=9)
    luz.syncs()
    rosa.syncs()
    shelf.put_back()
    confederation.closes(rosa)
    before = life(confederation)
    said = rosa.leaves(b"", epoch=rosa.epoch, cursor=rosa.cursor)
    assert said["closed"] and said["epoch"] == life(confederation) != before
    with confederation.app.app_context():
        assert journal.entries("emptied") == []
    rosa.leaves(framed(*(rosa.seals("inbox", operations=[], page=page) for page in rosa.pages)))
    assert waiting_in(confederation) == []
    eva = confederation.a_phone(name="Eva")
    eva.syncs()
    assert {operation["device"] for operation in eva.log.values() if operation["id"] in luz.made} == {luz.device}
    assert "epoch" not in rosa.leaves(b"", epoch=said["epoch"])


def test_a_closed_phone_whose_body_is_gone_leaves_all_again_and_begins_no_other_life(confederation: Confederation, rosa: APhone) -> None:
    confederation.closes(rosa)
    before = life(confederation)
    assert rosa.leaves(b"", epoch=rosa.epoch, cursor=rosa.cursor, left="00" * 32)["epoch"] == before == life(confederation)
    receipt = rosa.leaves_in_the_inbox()["receipt"]
    assert "epoch" not in rosa.leaves(b"", epoch=rosa.epoch, cursor=rosa.cursor, left=receipt)


def test_nobody_else_writes_by_a_closed_phones_page(confederation: Confederation, rosa: APhone) -> None:
    luz = confederation.a_phone(name="Luz")
    luz.syncs()
    confederation.closes(luz)
    for page in luz.pages:
        page["rows"].append(page["rows"][0] | {"id": rosa.new_id(), "seq": 9})
    luz.leaves(framed(*(luz.seals("inbox", operations=[], page=page) for page in luz.pages)))
    rosa.syncs()
    assert [len(rosa.log), waiting_in(confederation)] == [3, []]


def test_an_empty_body_is_a_question_and_from_a_closed_phone_its_farewell(confederation: Confederation, rosa: APhone) -> None:
    def emptied() -> Any:
        with confederation.app.app_context(), reading() as connection:
            return connection.execute(Device.__table__.select().where(Device.id == rosa.device)).one().emptied_at

    assert "closed" not in rosa.leaves(b"")
    assert emptied() is None
    confederation.closes(rosa)
    assert rosa.leaves(b"")["closed"]
    first = emptied()
    rosa.leaves(b"")
    assert first is not None and emptied() == first
    assert left_by(confederation, rosa) == []
    with confederation.app.app_context():
        assert [entry["emptied"] for entry in journal.entries("emptied")] == [rosa.device]
