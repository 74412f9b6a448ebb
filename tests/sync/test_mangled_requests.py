"""Whatever is sent to the phones' doors: an answer in the contract's words, the same on both databases, and never an error of ours."""

from base64 import urlsafe_b64encode
from typing import Any

import pytest

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
