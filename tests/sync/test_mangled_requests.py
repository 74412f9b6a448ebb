"""Whatever is sent to the phones' doors: an answer in the contract's words, the same on both databases, and never an error of ours."""

import json
from base64 import urlsafe_b64encode
from typing import Any

import pytest

from app.sync import held
from tests.a_phone import APhone
from tests.stories import Confederation

#: Beyond what an integer of the database holds, and beyond 64 bits.
HUGE = (2**31, 2**63 - 1, 2**63, 10**30)


@pytest.mark.parametrize("count", [-1, *HUGE])
def test_a_phone_cannot_hold_more_than_there_can_be(confederation: Confederation, count: int) -> None:
    phone = confederation.a_phone()
    assert phone.push([], holds={"count": count, "digest": "0" * 64}).status_code == 400


def test_a_cursor_from_beyond_every_log_begins_again(confederation: Confederation) -> None:
    phone = confederation.a_phone()
    phone.syncs()
    phone.cursor = urlsafe_b64encode(b"\xff" * 14).decode().rstrip("=")
    assert len(phone.push([]).get_json()["operations"]) == 1


@pytest.mark.parametrize("sent", [{"app": "a\u0000b"}, {"app": 7}, {"epoch": 1}, {"cursor": []}, {"holds": 1}, {"more": 1}])
def test_a_request_that_is_not_of_the_contract_is_refused_whole(confederation: Confederation, sent: dict[str, Any]) -> None:
    phone = confederation.a_phone()
    answer = phone.push([], **sent)
    assert (answer.status_code, answer.get_json()) == (400, {"reason": "not-readable"})


def test_half_an_emoji_holds_its_operation_and_not_the_kitchen(confederation: Confederation) -> None:
    phone = confederation.a_phone()
    phone.write("service.described", {"slot": 1, "menu": "Sopa \ud83c"}, base={"menu": None})
    phone.counts(paid=18)
    assert phone.syncs() == 200
    assert [answer.get("reason", "accepted") for answer in phone.answers.values()] == ["accepted", "text", "accepted"]


def test_letters_of_no_alphabet_hold_their_operation_whatever_its_kind(confederation: Confederation) -> None:
    phone = confederation.a_phone()
    sent = [b'{"id":"%s","kind":"%s","v":1,"data":"\xff"}' % (phone.new_id().encode(), kind) for kind in (b"food.used", b"festival.danced")]
    answers = _with(phone, *sent, _json(phone.outbox[0])).get_json()["answers"]
    assert [answer["answer"] for answer in answers] == ["held", "held", "accepted"]


@pytest.mark.parametrize("levels", [17, 500, 940, 1_500, 30_000])
def test_a_nest_without_end_holds_its_operation_alone(confederation: Confederation, levels: int) -> None:
    phone = confederation.a_phone()
    known = phone.new_id()
    nest = b"[" * levels + b"]" * levels
    sent = _with(phone, b'{"id":"%s","kind":"food.used","data":%s}' % (known.encode(), nest), _json(phone.outbox[0]))
    assert [(answer["id"], answer.get("reason")) for answer in sent.get_json()["answers"]] == [(known, "too-deep"), (phone.keeper, None)]
    with confederation.app.app_context():
        (waiting,) = held.list_for([confederation.kitchens["manos"]])
        assert waiting.body.endswith("]]}")  # as text: a page could not draw it either


@pytest.mark.parametrize("broken", [b"{", b"", b"NaN", b"[1,,2]", b'{"id":"x}', b"'id'"])
def test_what_is_no_json_at_all_is_refused_whole_and_changes_nothing(confederation: Confederation, broken: bytes) -> None:
    phone = confederation.a_phone()
    assert _with(phone, broken, _json(phone.outbox[0])).status_code == 400
    assert phone.push(phone.outbox).get_json()["answers"][0]["answer"] == "accepted"


def _json(operation: dict[str, Any]) -> bytes:
    return json.dumps(operation).encode()


def _with(phone: APhone, *operations: bytes) -> Any:
    """Push operations just as they are written here."""
    body = b'{"epoch":null,"cursor":null,"app":"test","operations":[%s]}' % b",".join(operations)
    return phone.client.post("/sync", data=body, headers={"Authorization": f"Bearer {phone.secret}"})
