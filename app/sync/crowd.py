"""How many phones are served at once, so that one too many hears at once to come back instead of waiting with all the others.

Bounded in all, so that threads are left for pages and for saying so; and bounded for each kitchen, whose pushes wait for one lock anyway:
the flood of one does not keep the others out. Each process counts its own.
"""

import secrets
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

from flask import Flask, current_app

from app.sync import wire

#: Pushes of one kitchen that are at work at once; her second phone and a request sent twice are no flood.
OF_ONE = 3
#: Between these many seconds the late ones come back, each when chance has it: told the same, they would come together again.
SOONEST, LATEST = 5, 30
#: What part of the most makes a crowd in which only what a phone waits for is done: of twelve, two.
THICK = 0.1


class Crowd:
    """Who is being served in this process."""

    def __init__(self, most: int):
        self.most = most
        self._lock, self._kitchens = Lock(), Counter[int]()

    def hurries(self, kitchen_id: int) -> bool:
        """Whether a phone of this kitchen is served while so many are that what can be done later is better done later."""
        with self._lock:
            return self._kitchens[kitchen_id] > 0 and self._kitchens.total() > self.most * THICK

    @contextmanager
    def serves(self, kitchen_id: int) -> Iterator[None]:
        """While the block runs, a phone of this kitchen is at work; raises `Unreadable` (429, `busy`) where there are too many."""
        with self._lock:
            if self._kitchens.total() >= self.most or self._kitchens[kitchen_id] >= OF_ONE:
                raise wire.Unreadable(429, "busy", retry_after=SOONEST + secrets.randbelow(LATEST - SOONEST + 1))
            self._kitchens[kitchen_id] += 1
        try:
            yield
        finally:
            with self._lock:
                self._kitchens[kitchen_id] -= 1
                self._kitchens += Counter()  # who has left is forgotten


def init_app(app: Flask) -> None:
    """Count from none."""
    app.extensions["crowd"] = Crowd(app.config["PUSHES_AT_WORK"])


def here() -> Crowd:
    """This process's."""
    crowd: Crowd = current_app.extensions["crowd"]
    return crowd
