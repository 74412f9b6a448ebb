"""The hand that writes in an invented kitchen's notebook: what it writes follows from the kitchen's code and the occasion."""

from datetime import UTC, date, datetime, time, timedelta
from hashlib import sha256
from random import Random
from typing import Any

Operations = list[dict[str, Any]]


class Hand:
    """Makes operations, and chances that are the same every time."""

    def __init__(self, code: str):
        self.code = code
        self.keeper = self.id("keeper", 0)

    def id(self, what: str, counter: int) -> str:
        """Random-looking bits from the kitchen and an occasion, then a counter, as a start of the app would draw them."""
        bits = sha256(f"{self.code}/{what}".encode()).hexdigest()
        return f"{bits[:8]}-{bits[8:12]}-8{bits[12:15]}-{'89ab'[int(bits[15], 16) & 3]}{bits[16:19]}-{counter:012x}"

    def chance(self, what: object) -> Random:
        """The dice of an occasion."""
        return Random(f"{self.code}/{what}")

    def write(self, kind: str, on: date, what: str, counter: int, data: dict[str, Any], **more: Any) -> dict[str, Any]:
        """A whole operation of the day `on`, written in the afternoon."""
        noon = datetime.combine(on, time(17), UTC) + timedelta(seconds=40 * counter)
        whole = {"id": self.id(what, counter), "kind": kind, "v": 1, "on": on.isoformat(), "by": self.keeper}
        return whole | {"at": int(noon.timestamp()), "data": data} | more
