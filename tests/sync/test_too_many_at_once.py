"""Everybody pushes at three in the afternoon of the last day: who comes too many hears at once when to come back, and nothing is lost."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Event
from typing import Any

import pytest

from app.database import reading
from app.rollups import follow, history
from app.sync import crowd, exchange
from tests.a_phone import APhone
from tests.an_envelope import framed
from tests.stories import Confederation

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


class Slow:
    """A server that takes its time with each push until it is told to finish."""

    def __init__(self, right: Callable[..., Any]):
        self._right, self._finish, self.begun = right, Event(), 0

    def __call__(self, *asked: Any) -> Any:
        """What stands in the place of `bring`."""
        self.begun += 1
        assert self._finish.wait(20)
        return self._right(*asked)

    def finishes(self) -> None:
        """Go on, everybody."""
        self._finish.set()


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> Iterator[Slow]:
    """Every push waits in the middle of its work."""
    server = Slow(exchange.bring)
    monkeypatch.setattr(exchange, "bring", server)
    yield server
    server.finishes()


def _at_work(pool: ThreadPoolExecutor, slow: Slow, phones: list[APhone]) -> list[Any]:
    """Phones whose pushes are under way."""
    before = slow.begun
    pushes = [pool.submit(phone.syncs) for phone in phones]
    while slow.begun < before + len(phones):
        assert not any(push.done() for push in pushes)
    return pushes


def test_who_comes_too_many_hears_at_once_when_to_come_back(
    confederation: Confederation, slow: Slow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(confederation.app.extensions["crowd"], "most", 2)
    served = [confederation.a_phone("manos"), confederation.a_phone("olla")]
    late = confederation.a_phone("wasi")
    with ThreadPoolExecutor() as pool:
        pushes = _at_work(pool, slow, served)
        told = late.push(late.outbox)
        assert (told.status_code, told.get_json()) == (429, {"reason": "busy"})
        assert crowd.SOONEST <= int(told.headers["Retry-After"]) <= crowd.LATEST
        slow.finishes()
        assert [push.result() for push in pushes] == [200, 200]
    assert late.outbox
    assert late.syncs() == 200
    assert not late.outbox


def test_the_flood_of_one_kitchen_leaves_room_for_another(confederation: Confederation, slow: Slow) -> None:
    flood = [confederation.a_phone("manos") for _ in range(crowd.OF_ONE)]
    one_more, neighbour = confederation.a_phone("manos"), confederation.a_phone("wasi")
    with ThreadPoolExecutor() as pool:
        pushes = _at_work(pool, slow, flood)
        assert one_more.push(one_more.outbox).status_code == 429
        pushes += _at_work(pool, slow, [neighbour])
        slow.finishes()
        assert [push.result() for push in pushes] == [200] * len(pushes)


def test_the_inbox_and_who_carries_hear_it_too(confederation: Confederation, slow: Slow, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(confederation.app.extensions["crowd"], "most", 1)
    served, locked = confederation.a_phone("manos"), confederation.a_phone("wasi")
    body = framed(locked.seals("inbox", operations=locked.outbox))
    doors: list[dict[str, Any]] = [
        {"path": "/sync/inbox", "data": body, "headers": {"Authorization": f"Bearer {locked.door}"}},
        {"path": "/sync/carried", "data": locked.bundles()[0]},
    ]
    with ThreadPoolExecutor() as pool:
        pushes = _at_work(pool, slow, [served])
        for told in (locked.client.post(**door) for door in doors):
            assert (told.status_code, told.get_json()) == (429, {"reason": "busy"})
            assert crowd.SOONEST <= int(told.headers["Retry-After"]) <= crowd.LATEST
        slow.finishes()
        assert [push.result() for push in pushes] == [200]
    assert {locked.client.post(**door).status_code for door in doors} == {200}


def test_in_a_crowd_counting_is_left_to_who_follows(confederation: Confederation, monkeypatch: pytest.MonkeyPatch) -> None:
    phone = confederation.a_phone()
    with monkeypatch.context() as crowded:
        crowded.setattr(crowd, "THICK", 0)
        phone.counts(paid=3)
        assert phone.syncs() == 200
    with confederation.app.app_context():
        here = confederation.kitchens["manos"]
        with reading() as connection:
            assert history.of_kitchen(connection, here, ["2026-03"]) == {}
        assert follow.catch_up()
        with reading() as connection:
            assert history.of_kitchen(connection, here, ["2026-03"])["2026-03"]["rations_paid"] == 3


def test_a_push_that_fails_leaves_its_place(confederation: Confederation, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(confederation.app.extensions["crowd"], "most", 1)
    phone = confederation.a_phone()

    def fails(*_: Any) -> None:
        raise RuntimeError("not today")

    confederation.app.testing = False  # as served: an error is an answer
    with monkeypatch.context() as broken:
        broken.setattr(exchange, "bring", fails)
        assert phone.push(phone.outbox).status_code == 500
    assert phone.syncs() == 200
