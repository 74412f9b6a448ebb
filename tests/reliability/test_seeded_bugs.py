"""What the random histories are worth: every protocol bug that is seeded into the server or the phone is caught by their end check.

Some need so many histories that only `make reliability` seeds them.
"""

import os
from collections.abc import Sequence

import pytest
from hypothesis import Phase

from tests.databases import HOME
from tests.reliability.histories.bugs import ON_BOTH, ON_THE_PHONE, ON_THE_SERVER, Seed, the_last_to_arrive_wins
from tests.reliability.histories.history import live
from tests.reliability.histories.phones import Phones
from tests.reliability.histories.town import Town
from tests.stories import Confederation

#: A bug that so many histories do not show would go unseen; most are caught within twenty.
MOST = 3_000
STEPS = 16
RARE = (
    ()
    if os.environ.get("BUGS") == "all"
    else (
        "the cursor goes first",
        "a receipt moves the cursor whenever it comes",
        "carrying is an acknowledgement",
        "only its own is offered again",
        "wiping without receipts",
        "what was received before a restore is not left again",
        "an_early_undo_is_lost",
        "drop_what_is_bad",
        "forget_what_is_held",
        "the_cursor_is_a_number",
        "refuse_the_whole_batch",
        "the last to arrive wins",
    )
)

on_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def caught(confederation: Confederation, changed: Sequence[tuple[str, str, str]] = ()) -> None:
    """Live until a promise is broken; fails if none is. Code that does not load is no broken promise: the town is there before."""
    phones = Phones(changed)
    try:
        town = Town(confederation, phones)
        with pytest.raises(AssertionError):
            live(town, MOST, STEPS, (Phase.generate,))
    finally:
        phones.close()


@pytest.mark.parametrize("name", [*ON_THE_PHONE, *ON_BOTH])
def test_where_a_bug_is_seeded_the_source_says_what_it_replaces(name: str) -> None:
    """Also of those that are seeded seldom."""
    changes = (ON_THE_PHONE | ON_BOTH)[name]
    assert [right for file, right, _ in changes if (HOME / "static/phone" / file).read_text().count(right) != 1] == []


@on_sqlite
@pytest.mark.parametrize("name", [name for name in ON_THE_PHONE | ON_BOTH if name not in RARE])
def test_a_bug_of_the_phone_is_caught(confederation: Confederation, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    if name in ON_BOTH:
        the_last_to_arrive_wins(monkeypatch)
    caught(confederation, (ON_THE_PHONE | ON_BOTH)[name])


@on_sqlite
@pytest.mark.parametrize("seed", [seed for seed in ON_THE_SERVER if seed.__name__ not in RARE], ids=lambda seed: seed.__name__)
def test_a_bug_of_the_server_is_caught(confederation: Confederation, seed: Seed, monkeypatch: pytest.MonkeyPatch) -> None:
    seed(monkeypatch)
    caught(confederation)
