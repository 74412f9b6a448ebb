"""A notice reaches every kitchen of its unit once, wherever its way is cut, however often it is repeated, and whoever carries it."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from app.accounts import roster
from app.federation import tree
from app.review import delivery, notices
from tests.stories import Confederation


@pytest.fixture
def board(confederation: Confederation) -> int:
    """The account that writes."""
    with confederation.app.app_context():
        return roster.create("junta", "Junta", "board", "N", "larga-y-segura-1")


def issue(account: int, words: str = "Este sábado.", opened: str = "opened") -> str:
    """A notice to the whole confederation, waiting."""
    root = tree.root()
    assert root
    return notices.issue(root.id, notices.draft("Asamblea", words, ""), account, opened)


def heard(confederation: Confederation) -> dict[str, list[str]]:
    """By kitchen, the ids of the notices that a new phone of hers hears of."""
    told = {}
    for kitchen in confederation.kitchens:
        phone = confederation.a_phone(kitchen)
        phone.syncs()
        told[kitchen] = [operation["id"] for operation in phone.log.values() if operation["kind"] == "notice.published"]
    return told


def cut_at(step: int, deed: Callable[..., Any]) -> Callable[..., Any]:
    """The deed, after whose `step`-th time the power goes."""
    left = [step]

    def cut(*given: Any) -> Any:
        done = deed(*given)
        left[0] -= 1
        if left[0] == 0:
            raise KeyboardInterrupt
        return done

    return cut


@pytest.mark.parametrize("step", [1, 2, 3])
def test_cut_after_any_kitchen_and_begun_again_it_is_said_once_in_each(
    confederation: Confederation, board: int, monkeypatch: pytest.MonkeyPatch, step: int
) -> None:
    with confederation.app.app_context():
        notice = issue(board)
        with monkeypatch.context() as patched:
            patched.setattr(delivery, "append", cut_at(step, delivery.append))
            with pytest.raises(KeyboardInterrupt):
                delivery.deliver()
        assert delivery.deliver() == (3, 0), "none of this handful was marked"
        assert delivery.deliver() == (0, 0)
    assert set(map(tuple, heard(confederation).values())) == {(notice,)}


def test_marked_by_the_handful_what_was_marked_is_not_begun_again(
    confederation: Confederation, board: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(delivery, "AT_ONCE", 1)
    with confederation.app.app_context():
        issue(board)
        with monkeypatch.context() as patched:
            patched.setattr(delivery, "append", cut_at(2, delivery.append))
            with pytest.raises(KeyboardInterrupt):
                delivery.deliver()
        assert delivery.deliver(seconds=-1) == (0, 2)
        assert delivery.deliver() == (2, 0)


def test_a_request_and_the_follower_may_carry_it_at_once(confederation: Confederation, board: int) -> None:
    def carry(_: int) -> tuple[int, int]:
        with confederation.app.app_context():
            return delivery.deliver()

    with confederation.app.app_context():
        notice = issue(board)
    with ThreadPoolExecutor(3) as pool:
        assert all(waiting == 0 for _, waiting in pool.map(carry, range(3)))
    assert set(map(tuple, heard(confederation).values())) == {(notice,)}


def test_what_was_said_makes_the_notice_and_two_are_carried_oldest_first(confederation: Confederation, board: int) -> None:
    with confederation.app.app_context():
        one, again, other = issue(board), issue(board), issue(board, "Este domingo.")
        assert (one == again, one == other) == (True, False)
        assert issue(board, opened="another form") not in (one, other)
    assert "Avisos llevados a su comedor: 9. Todavía esperan: 0." in confederation.says("review", "deliver")
