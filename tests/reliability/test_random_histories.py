"""Random histories over the real server, on both databases, and the phones' real code: what was *Guardado* is never lost.

`make test` lives 200, half of them on each database; `make histories N=20000` as many as one has time for.
"""

import os
from collections.abc import Iterator

import pytest

from tests.reliability.histories.history import History, live
from tests.reliability.histories.phones import Phones
from tests.reliability.histories.town import Town
from tests.stories import Confederation

MANY = int(os.environ.get("HISTORIES", "200"))
STEPS = 12
#: What the phone does is the same on both.
on_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture
def phones() -> Iterator[Phones]:
    process = Phones()
    yield process
    process.close()


def test_whatever_happens_nothing_recorded_is_lost(confederation: Confederation, phones: Phones) -> None:
    live(Town(confederation, phones), MANY // 2, STEPS)


@on_sqlite
def test_a_phone_put_back_to_before_it_wrote_what_it_handed_over_hears_of_it_again(confederation: Confederation, phones: Phones) -> None:
    """Its cursor is the one that it asked with, and the rows of the receipt leave out what it asked with."""
    one = type("One", (History,), {"town": Town(confederation, phones)})()
    one.begins()
    one.has_its_disk_copied(which=0)
    one.writes(which=0, form=5, number=1, many=1, dies=None, ahead=None)
    one.hands_over(which=0)
    one.a_file_is_carried(by=None, file=0, ahead=[], fates=[])
    one.has_an_old_disk(which=0, copy=len(one.town.phone(0).copies) - 1, ahead=None)
    one.a_receipt_is_read(by=None, file=0, ahead=[])
    one.teardown()


@on_sqlite
def test_after_a_restore_no_phone_misses_an_erasure(confederation: Confederation, phones: Phones) -> None:
    """Though the same operation may stand again at the place up to which it had read."""
    one = type("One", (History,), {"town": Town(confederation, phones)})()
    one.begins()
    one.town.erases(0, one.made(one.town.phone(0), "beneficiary.registered")[0])
    one.the_server_is(how="restored", which=0)
    one.teardown()


@on_sqlite
def test_a_phone_closed_before_it_heard_of_a_restore_leaves_all_that_it_has(confederation: Confederation, phones: Phones) -> None:
    """Its own and what it pulled: what the lost life of the database had accepted may be nowhere else."""
    one = type("One", (History,), {"town": Town(confederation, phones)})()
    one.begins()
    one.has_an_old_disk(which=1, copy=0, ahead=None)
    one.the_server_is(how="restored", which=0)
    one.is_lost(which=0, ahead=[], dies=None)
    assert len(one.town.phones) == 2
    one.teardown()
