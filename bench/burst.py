"""Everybody syncs at three in the afternoon of the last day: 13,600 kitchens in ten minutes, and the same phones all at one moment.

In the bench fewer kitchens come in a shorter time, as many a second. Each has a roll of 200 people and an enrolled phone, which opens a
connection of its own, pushes its day at a moment of its own, and comes back when it is told to, as phones do. Beside them one kitchen more
pushes a plate each second, and its waits are what everybody feels.
"""

import threading
from collections.abc import Iterator
from random import Random

from bench.phones_at_once import Phones, Told
from bench.row import Row
from bench.served import follower, gunicorn, processor_seconds
from bench.stage import installation
from bench.towns import Town, settle

#: Kitchens of the country, and in how many seconds they come.
COUNTRY, TEN_MINUTES = 13_600, 600
SECONDS, QUICK_SECONDS = 120, 6
#: Phones that push at the very same moment.
AT_ONCE, QUICK_AT_ONCE = 600, 60


def measure(quick: bool) -> Iterator[Row]:
    """The burst, and worse: everybody at once."""
    seconds, at_once = (QUICK_SECONDS, QUICK_AT_ONCE) if quick else (SECONDS, AT_ONCE)
    comes = COUNTRY * seconds // TEN_MINUTES
    with installation() as stage:
        town = settle(stage, comes + at_once + 1)
        with gunicorn("wsgi:app", stage.folder, stage.url) as (port, server), follower(stage.folder, stage.url) as counting:
            processes = (server, counting, stage.postgres.process.pid)
            Phones(port, town.days[:8]).push([0.0] * 8)  # each worker learns its statements
            before = sum(map(processor_seconds, processes))
            burst, felt = _beside(port, town, Phones(port, town.days[8:comes]), _moments(comes - 8, seconds))
            used = sum(map(processor_seconds, processes)) - before
            storm, felt_then = _beside(port, town, Phones(port, town.days[comes:-1]), [0.0] * at_once)
    yield from _rows(f"the burst, {COUNTRY / TEN_MINUTES:.0f} pushes a second", burst, felt)
    yield Row("… processor", 1000 * used / max(len(burst), 1), "ms a push")
    yield from _rows(f"{at_once} phones at one moment", storm, felt_then, promised=False)


def _moments(many: int, seconds: float) -> list[float]:
    """When each phone comes, in seconds from the beginning: nobody knows of the others."""
    choice = Random(many)
    return [choice.uniform(0, seconds) for _ in range(many)]


def _beside(port: int, town: Town, phones: Phones, moments: list[float]) -> tuple[list[Told], list[Told]]:
    """What the phones of the burst heard, and what the kitchen beside them did."""
    over = threading.Event()
    felt: list[Told] = []
    neighbour = threading.Thread(target=_neighbour, args=(port, town, over, felt))
    neighbour.start()
    heard = phones.push(moments)
    over.set()
    neighbour.join()
    return heard, felt


def _neighbour(port: int, town: Town, over: threading.Event, felt: list[Told]) -> None:
    for plate in town.plates:
        felt += Phones(port, [plate]).push([0.0])
        if over.wait(1.0):
            return


def _rows(what: str, heard: list[Told], felt: list[Told], promised: bool = True) -> Iterator[Row]:
    wrong = sum(one.wrong for one in heard)
    waits = sorted(one.done - one.began for one in felt)
    yield Row(f"{what}: errors other than 429", wrong, "", 0)
    yield Row("… told to come later (429)", sum(one.sent_away for one in heard), "times")
    yield Row("… drained after", max(one.done for one in heard), "s")
    yield Row("… another kitchen's push, slowest", waits[-1], "s", 1 if promised else None)
    yield Row("… another kitchen's push, 95 of 100", waits[int(len(waits) * 0.95)], "s")
