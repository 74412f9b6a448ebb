"""Who kills: workers while they answer somebody, and the database or the whole server now and then."""

import random
import threading
import time
from collections.abc import Callable

from tests.reliability.soak.machine import Machine
from tests.reliability.soak.proxy import FaultyLink

#: How much of the work may be ahead of the kills, and the kills ahead of the work: they end together.
AHEAD = 0.03
#: Seconds in which a request should come; a worker that has none is killed after them.
QUIET = 3.0


class Killer:
    """Kills `wanted` workers and, spread among them, does `disaster` so many times."""

    def __init__(self, machine: Machine, link: FaultyLink, wanted: int, disasters: int, disaster: Callable[[], None], seed: object):
        self.machine, self.link, self.wanted, self.disasters, self.disaster = machine, link, wanted, disasters, disaster
        self.dice = random.Random(f"{seed}/killer")
        self.killed = self.aimed = self.struck = 0
        self.work = 0.0  # how much of the phones' work is done, 0 to 1
        self.over = threading.Event()

    def run(self, working: Callable[[], bool]) -> None:
        """Kill until all are killed. In the thread that lives longest: what is started again dies with the thread that started it."""
        try:
            while self.killed < self.wanted:
                self._step(working())
        finally:
            self.over.set()

    def wait_for(self, work: float) -> None:
        """Called by who works: not too far ahead of the kills."""
        while work > self._done() + AHEAD and not self.over.is_set():
            time.sleep(0.02)
        self.work = max(self.work, work)

    def _done(self) -> float:
        return self.killed / self.wanted if self.wanted else 1.0

    def _step(self, working: bool) -> None:
        if working and self._done() > self.work + AHEAD:
            time.sleep(0.02)
            return
        self._kill()
        if self.struck < round(self._done() * self.disasters):
            self.disaster()
            self.struck += 1

    def _kill(self) -> None:
        victim = self._somebody_busy()
        self.aimed += victim is not None
        if victim is None:
            workers = self.machine.workers()
            victim = self.dice.choice(workers) if workers else None
        self.killed += victim is not None and self.machine.kills(victim)

    def _somebody_busy(self) -> int | None:
        """The worker that has just been given a request, some moment after: before, within or after its transaction."""
        until = time.monotonic() + QUIET
        while time.monotonic() < until:
            under_way = dict(self.link.under_way)
            if under_way:
                port = max(under_way, key=lambda port: under_way[port])
                time.sleep(self.dice.uniform(0, 0.04))
                if victim := self.machine.holder(port):
                    return victim
            time.sleep(0.005)
        return None
