"""What the federation answers is compressed as the phone can take it."""

import gzip
import json

import brotli
import pytest
from werkzeug.test import TestResponse

from tests.a_phone import APhone
from tests.stories import Confederation

UNPACK = {"br": brotli.decompress, "gzip": gzip.decompress}


@pytest.mark.parametrize("encoding", ["br", "gzip"])
def test_a_new_phone_gets_the_notebook_compressed(confederation: Confederation, encoding: str) -> None:
    first = confederation.a_phone("manos", day="2026-03-02")
    for day in range(1, 29):
        first.counts(member=20, paid=day, on=f"2026-02-{day:02d}")
    assert first.syncs() == 200

    answer = _asks_for_everything(confederation.a_phone("manos"), encoding)

    assert answer.headers["Content-Encoding"] == encoding
    assert "Accept-Encoding" in answer.headers["Vary"]
    plain = UNPACK[encoding](answer.data)
    assert len(json.loads(plain)["operations"]) > 28
    assert len(answer.data) < len(plain) / 3


def test_a_phone_that_can_unpack_nothing_is_still_answered(confederation: Confederation) -> None:
    answer = _asks_for_everything(confederation.a_phone("manos"), "identity")
    assert "Content-Encoding" not in answer.headers
    assert answer.get_json()["epoch"]


def _asks_for_everything(phone: APhone, encoding: str) -> TestResponse:
    body = {"epoch": None, "cursor": None, "app": "test", "operations": phone.outbox}
    headers = {"Authorization": f"Bearer {phone.secret}", "Accept-Encoding": encoding}
    return phone.client.post("/sync", json=body, headers=headers)
