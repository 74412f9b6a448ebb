"""A locked phone leaves what waits in the inbox, a closed one all it was not told to be received: rules 3 and 4 of docs/sync.md."""

from datetime import timedelta
from typing import Any

import pytest

from app import clock, journal
from app.database import reading, writing
from app.federation import devices
from app.federation.models import Device
from app.sync import held, inbox, settle
from app.sync.held import Waiting
from app.sync.models import SealedBody
from tests.a_phone import APhone
from tests.an_envelope import framed, sealed
from tests.stories import Confederation


def _closes(confederation: Confederation, phone: APhone) -> None:
    with confederation.app.app_context():
        devices.revoke(phone.device, "account:1")


def _waiting(confederation: Confederation, **which: Any) -> list[Waiting]:
    with confederation.app.app_context():
        return held.list_for([confederation.kitchens["manos"]], **which)


def _left(confederation: Confederation, phone: APhone) -> list[tuple[bool, int]]:
    with confederation.app.app_context():
        return [(left.opened_at is not None, left.unreadable) for left in inbox.of_device(confederation.kitchens["manos"], phone.device)]


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
    assert _left(confederation, rosa) == [(True, 0)]


def test_what_a_closed_phone_leaves_waits_for_a_person(confederation: Confederation, rosa: APhone) -> None:
    _closes(confederation, rosa)
    assert rosa.leaves_in_the_inbox()["closed"]
    (waiting,) = _waiting(confederation, device_id=rosa.device)
    assert (waiting.id, waiting.reason, waiting.body) == (rosa.outbox[0]["id"], "closed", rosa.outbox[0])
    with confederation.app.app_context():
        assert settle.retry() == (0, 0)
        taken = settle.again(waiting.kitchen_id, waiting.key)
    assert taken is not None and taken.answer == "accepted"
    assert _waiting(confederation) == [] and len(_waiting(confederation, state="accepted")) == 1


def test_what_a_closed_phone_had_already_pushed_is_not_asked_about_again(confederation: Confederation, rosa: APhone) -> None:
    rosa.push(rosa.outbox)
    _closes(confederation, rosa)
    rosa.leaves_in_the_inbox()
    assert _waiting(confederation) == []


def test_another_phone_that_brings_it_needs_nobody(confederation: Confederation, rosa: APhone) -> None:
    _closes(confederation, rosa)
    rosa.leaves_in_the_inbox()
    luz = confederation.a_phone(name="Luz")
    luz.outbox += rosa.outbox
    luz.syncs()
    assert luz.answers[rosa.outbox[0]["id"]]["answer"] == "accepted"
    assert _waiting(confederation) == []


def test_what_was_wrong_in_it_shows_when_somebody_takes_it(confederation: Confederation, rosa: APhone) -> None:
    rosa.write("festival.danced", {"steps": 3})
    _closes(confederation, rosa)
    rosa.leaves_in_the_inbox()
    dance = next(waiting for waiting in _waiting(confederation) if waiting.kind == "festival.danced")
    with confederation.app.app_context():
        settle.again(dance.kitchen_id, dance.key)
    assert sorted(waiting.reason for waiting in _waiting(confederation)) == ["closed", "kind-unknown"]
    with confederation.app.app_context():
        assert settle.retry() == (1, 0)


def test_an_empty_body_is_a_question_and_from_a_closed_phone_its_farewell(confederation: Confederation, rosa: APhone) -> None:
    def emptied() -> Any:
        with confederation.app.app_context(), reading() as connection:
            return connection.execute(Device.__table__.select().where(Device.id == rosa.device)).one().emptied_at

    assert "closed" not in rosa.leaves(b"")
    assert emptied() is None
    _closes(confederation, rosa)
    assert rosa.leaves(b"")["closed"]
    first = emptied()
    rosa.leaves(b"")
    assert first is not None and emptied() == first
    assert _left(confederation, rosa) == []
    with confederation.app.app_context():
        assert [entry["emptied"] for entry in journal.entries("emptied")] == [rosa.device]


def test_what_cannot_be_opened_stays_beside_what_can(confederation: Confederation, rosa: APhone) -> None:
    good, other = rosa.seals("inbox", operations=rosa.outbox), rosa.seals("copy", secret=rosa.secret, key="k")
    body = framed(b"no envelope", good, good[:-1], other, sealed({"for": "inbox"}, rosa.public_key)) + b"\0\0"
    rosa.leaves(body)
    rosa.leaves(body)
    rosa.syncs()
    assert rosa.answers[rosa.outbox[0]["id"] if rosa.outbox else next(reversed(rosa.answers))]["answer"] == "repeated"
    assert _left(confederation, rosa) == [(False, 5)]
    with confederation.app.app_context(), reading() as connection:
        kept = connection.scalar(SealedBody.__table__.select().with_only_columns(SealedBody.body))
    assert good not in kept and good[:-1] in kept


def test_what_a_crash_left_between_keeping_and_opening_is_taken_up(
    confederation: Confederation, rosa: APhone, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as cut:
        cut.setattr(inbox, "look_into", lambda *_: None)
        rosa.leaves_in_the_inbox()
    assert _left(confederation, rosa) == [(False, 0)]
    with confederation.app.app_context():
        inbox.take_up()
    assert _left(confederation, rosa) == [(True, 0)]
    rosa.syncs()
    assert [answer["answer"] for answer in rosa.answers.values()] == ["accepted", "repeated"]


def test_what_was_left_before_the_phone_was_closed_is_its_word(
    confederation: Confederation, rosa: APhone, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as cut:
        cut.setattr(inbox, "look_into", lambda *_: None)
        rosa.leaves_in_the_inbox()
    with confederation.app.app_context(), writing() as connection:
        connection.execute(SealedBody.__table__.update().values(received_at=clock.now() - timedelta(minutes=1)))
    _closes(confederation, rosa)
    with confederation.app.app_context():
        inbox.take_up()
    assert _waiting(confederation) == []


def test_a_bomb_in_an_envelope_is_unreadable_and_no_more(confederation: Confederation, rosa: APhone) -> None:
    bombs = [sealed(b'{"for":"inbox","operations":[' + b" " * size + b"]}", rosa.public_key, squeezed=True) for size in (10, 5_000_000)]
    rosa.leaves(framed(*bombs))
    assert _left(confederation, rosa) == [(False, 1)]


def test_half_an_emoji_holds_its_operation_and_not_the_envelope(confederation: Confederation, rosa: APhone) -> None:
    rosa.write("service.described", {"slot": 1, "menu": "Sopa \ud83c"}, base={"menu": None})
    rosa.leaves(framed(rosa.seals("inbox", operations=rosa.outbox)))
    assert [waiting.reason for waiting in _waiting(confederation)] == ["text"]
    assert _left(confederation, rosa) == [(True, 0)]


def test_who_was_erased_is_not_remembered_by_what_waits_in_the_inbox(confederation: Confederation, rosa: APhone) -> None:
    juana = rosa.registers("Juana")
    rosa.syncs()
    confederation.says("people", "erase", "--kitchen", "K-001", "--person", juana)
    rosa.amends(juana, {"address": None}, address="Mz B")
    _closes(confederation, rosa)
    rosa.leaves_in_the_inbox()
    assert [(waiting.reason, waiting.body) for waiting in _waiting(confederation)] == [("closed", None)]
    with confederation.app.app_context(), writing() as connection:
        assert connection.scalar(SealedBody.__table__.select().with_only_columns(SealedBody.body)) == b""
