"""Random histories over the real server, on both databases, and the phones' real code: what was *Guardado* is never lost.

`make test` lives 200, half of them on each database; `make histories N=20000` as many as one has time for.
"""

import os
from collections.abc import Iterator

import pytest

from tests.reliability.histories.history import live
from tests.reliability.histories.phones import Phones
from tests.reliability.histories.town import Town
from tests.stories import Confederation

MANY = int(os.environ.get("HISTORIES", "200"))
STEPS = 12


@pytest.fixture
def phones() -> Iterator[Phones]:
    process = Phones()
    yield process
    process.close()


def test_whatever_happens_nothing_recorded_is_lost(confederation: Confederation, phones: Phones) -> None:
    live(Town(confederation, phones), MANY // 2, STEPS)
