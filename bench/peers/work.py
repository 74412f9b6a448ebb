"""The standard works, and what one of them costs whoever does it."""

from dataclasses import dataclass

#: As they are asked for, in this order, and as they are told.
WORKS = {
    "down": "a month down to a new phone (W1)",
    "check": "a check with nothing to say",
    "up": "a day's work up (W2)",
}


@dataclass(frozen=True)
class Cost:
    """Requests made; bytes of HTTP on the wire, headers included; seconds until the phone was done."""

    requests: int
    up: int
    down: int
    seconds: float
