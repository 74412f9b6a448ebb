"""What is left in the inbox is kept first and then opened, and what cannot be opened stays: docs/sync.md, `/sync/inbox`."""

import json
from datetime import timedelta
from unittest.mock import Mock

import pytest

from app import clock
from app.database import reading, writing
from app.sync import envelope, inbox, room
from app.sync.models import SealedBody
from tests.a_phone import APhone
from tests.an_envelope import framed, sealed
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


def test_what_cannot_be_opened_stays_beside_what_can(confederation: Confederation, rosa: APhone) -> None:
    good, other = rosa.seals("inbox", operations=rosa.outbox), rosa.seals("copy", secret=rosa.secret, key="k")
    body = framed(b"no envelope", good, good[:-1], other, sealed({"for": "inbox"}, rosa.public_key)) + b"\0\0"
    rosa.leaves(body)
    rosa.leaves(body)
    rosa.syncs()
    assert [answer["answer"] for answer in rosa.answers.values()] == ["accepted", "repeated"]
    assert left_by(confederation, rosa) == [(False, 5)]
    with confederation.app.app_context(), reading() as connection:
        kept = connection.scalar(SealedBody.__table__.select().with_only_columns(SealedBody.body))
    assert good not in kept and good[:-1] in kept


def test_what_a_crash_left_between_keeping_and_opening_is_taken_up(
    confederation: Confederation, rosa: APhone, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as cut:
        cut.setattr(inbox, "look_into", lambda *_: None)
        rosa.leaves_in_the_inbox()
    assert left_by(confederation, rosa) == [(False, 0)]
    with confederation.app.app_context():
        inbox.take_up()
    assert left_by(confederation, rosa) == [(True, 0)]
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
    confederation.closes(rosa)
    with confederation.app.app_context():
        inbox.take_up()
    assert waiting_in(confederation) == []


def test_the_next_process_opens_what_a_crash_left_before_it_answers_anybody(
    confederation: Confederation, rosa: APhone, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as cut:
        cut.setattr(inbox, "look_into", lambda *_: None)
        rosa.leaves_in_the_inbox()
    confederation.app = Shelf(confederation.app).restart()
    luz = confederation.a_phone(name="Luz")
    luz.syncs()
    assert rosa.outbox[0]["id"] in luz.log


def test_what_a_release_could_not_read_the_next_one_opens(
    confederation: Confederation, rosa: APhone, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as old:
        old.setattr(envelope, "read", Mock(side_effect=ValueError("a word that this release does not know")))
        rosa.leaves_in_the_inbox()
    assert left_by(confederation, rosa) == [(False, 1)]
    with confederation.app.app_context():
        inbox.take_up()
    assert left_by(confederation, rosa) == [(False, 1)], "nothing is tried again without being asked"
    assert "1" in confederation.says("inbox", "open")
    assert left_by(confederation, rosa) == [(True, 0)]


def test_a_fault_in_one_body_stands_in_nobodys_way(confederation: Confederation, rosa: APhone, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as broken:
        broken.setattr(inbox, "append", Mock(side_effect=RuntimeError("a fault of ours")))
        rosa.leaves_in_the_inbox()
    rosa.leaves_in_the_inbox()
    assert left_by(confederation, rosa) == [(False, 0), (True, 0)] or left_by(confederation, rosa) == [(True, 0), (False, 0)]


def test_a_bomb_in_an_envelope_is_unreadable_and_no_more(confederation: Confederation, rosa: APhone) -> None:
    bombs = [sealed(b'{"for":"inbox","operations":[' + b" " * size + b"]}", rosa.public_key, squeezed=True) for size in (10, 5_000_000)]
    rosa.leaves(framed(*bombs))
    assert left_by(confederation, rosa) == [(False, 1)]


def test_what_is_too_much_at_once_is_opened_bit_by_bit(confederation: Confederation, rosa: APhone, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inbox, "MANY", 2)
    made = [rosa.outbox[0]["id"], *(rosa.counts(paid=n) for n in range(4))]
    rosa.leaves_in_the_inbox()
    assert left_by(confederation, rosa) == [(False, 3)]
    for _ in range(2):
        confederation.says("inbox", "open")
    assert left_by(confederation, rosa) == [(True, 0)]
    rosa.syncs()
    assert [rosa.answers[name]["seq"] for name in made] == [2, 3, 4, 5, 6]


def test_half_an_emoji_holds_its_operation_and_not_the_envelope(confederation: Confederation, rosa: APhone) -> None:
    rosa.write("service.described", {"slot": 1, "menu": "Sopa \ud83c"}, base={"menu": None})
    rosa.leaves(framed(rosa.seals("inbox", operations=rosa.outbox)))
    assert [waiting.reason for waiting in waiting_in(confederation)] == ["text"]
    assert left_by(confederation, rosa) == [(True, 0)]


def test_who_was_erased_is_not_remembered_by_what_waits_in_the_inbox(confederation: Confederation, rosa: APhone) -> None:
    juana = rosa.registers("Juana")
    rosa.syncs()
    confederation.says("people", "erase", "--kitchen", "K-001", "--person", juana)
    rosa.amends(juana, {"address": None}, address="Mz B")
    confederation.closes(rosa)
    rosa.leaves_in_the_inbox()
    (left,) = waiting_in(confederation)
    assert (left.reason, left.body["data"], left.body["base"]) == ("closed", {"person": juana}, {})
    with confederation.app.app_context(), writing() as connection:
        assert connection.scalar(SealedBody.__table__.select().with_only_columns(SealedBody.body)) == b""


JUNK = framed(b"no envelope")


def is_refused(phone: APhone) -> bool:
    """Whether there is no room for more of a phone."""
    answer = phone.client.post("/sync/inbox", data=JUNK, headers={"Authorization": f"Bearer {phone.door}"})
    return (answer.status_code, answer.get_json()) == (429, {"reason": "full"}) and answer.headers["Retry-After"] == "86400"


def test_what_there_is_no_room_for_has_no_receipt_while_all_else_is_answered(
    confederation: Confederation, rosa: APhone, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Bodies are counted, and bytes, also of what was in them; a repetition, a question and another phone take none of its room."""
    confederation.closes(rosa)
    first, luz = framed(rosa.seals("inbox", operations=rosa.outbox)), confederation.a_phone(name="Luz")
    rosa.leaves(first)
    taken = len(first) + len(json.dumps({"for": "inbox", "operations": rosa.outbox}))
    for limit in (("BODIES", 1), ("BYTES", taken + len(JUNK) - 1)):
        with monkeypatch.context() as cramped:
            cramped.setattr(room, *limit)
            assert is_refused(rosa)
            assert rosa.leaves(first)["closed"] and rosa.leaves(b"")["closed"]
    assert left_by(confederation, rosa) == [(True, 0)]
    monkeypatch.setattr(room, "BYTES", taken + len(JUNK))
    luz.leaves(framed(b"another", b"no envelope"))
    rosa.leaves(JUNK)
    assert sorted(left_by(confederation, rosa)) == [(False, 1), (True, 0)]


def test_there_is_room_again_after_a_while(confederation: Confederation, rosa: APhone, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "BODIES", 1)
    rosa.leaves_in_the_inbox()
    assert is_refused(rosa)
    with confederation.app.app_context(), writing() as connection:
        connection.execute(SealedBody.__table__.update().values(received_at=clock.now() - room.WHILE))
    assert not is_refused(rosa)
