"""Phones that push when their moment comes, each over a connection of its own, and come back when they are told to."""

import heapq
import socket
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from random import Random
from threading import Condition

from bench.served import answer

#: Phones that may be connected at once, and how long each waits for an answer, in seconds.
CONNECTED, PATIENCE = 96, 60


@dataclass
class Told:
    """What a phone heard: when it first came and when it was done (seconds from the beginning), how often it was told to come later,
    and how often anything else went wrong."""

    began: float
    done: float = 0.0
    sent_away: int = 0
    wrong: int = 0


class Phones:
    """Some phones with one request each."""

    def __init__(self, port: int, requests: Sequence[bytes]):
        self.port, self.requests = port, requests
        self._chance, self._changed = Random(len(requests)), Condition()
        self._coming: list[tuple[float, int]] = []
        self._out = 0

    def push(self, moments: Sequence[float]) -> list[Told]:
        """Let each phone come at its moment, and again until it is served; returns what each heard."""
        told = [Told(moment) for moment in moments]
        self._coming = sorted((moment, phone) for phone, moment in enumerate(moments))
        beginning = time.monotonic()
        with ThreadPoolExecutor(min(CONNECTED, len(told))) as pool:
            while (phone := self._next(beginning)) is not None:
                pool.submit(self._comes, phone, told[phone], beginning)
        return told

    def _next(self, beginning: float) -> int | None:
        """The phone whose moment has come; None when all are served."""
        with self._changed:
            while self._coming or self._out:
                wait = self._coming[0][0] - (time.monotonic() - beginning) if self._coming else None
                if wait is not None and wait <= 0:
                    self._out += 1
                    return heapq.heappop(self._coming)[1]
                self._changed.wait(wait)
            return None

    def _comes(self, phone: int, told: Told, beginning: float) -> None:
        later = self._asks(phone, told)
        told.done = time.monotonic() - beginning
        with self._changed:
            self._out -= 1
            if later is not None:
                heapq.heappush(self._coming, (told.done + later, phone))
            self._changed.notify()

    def _asks(self, phone: int, told: Told) -> float | None:
        """Push once; returns in how many seconds it comes back, None if it need not."""
        try:
            with socket.create_connection(("127.0.0.1", self.port), PATIENCE) as link:
                link.sendall(self.requests[phone])
                heard = answer(link)
        except OSError:
            told.wrong += 1
            return self._chance.uniform(5, 10)
        if heard.status == 429:
            told.sent_away += 1
            return max(heard.retry_after, self._chance.uniform(5, 10))  # `waitAfter` in static/phone/sending/exchange.js
        told.wrong += heard.status != 200
        return None
