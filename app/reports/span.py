"""The time a report is about: a month (`2026-03`), or a quarter (`2026-T1`) where the report can tell one."""

import re
from dataclasses import dataclass
from datetime import date

from app import clock
from app.words import month, say

QUARTER = re.compile(r"(\d{4})-T([1-4])")


@dataclass(frozen=True)
class Span:
    """Whole months one after another; `name` is how it is asked for and written down."""

    name: str
    months: tuple[str, ...]

    @property
    def first(self) -> date:
        """Its first day."""
        return clock.first_day(self.months[0])

    @property
    def last(self) -> date:
        """Its last day."""
        return clock.last_day(self.months[-1])

    @property
    def period(self) -> str:
        """The month whose tree of the federation counts: the last."""
        return self.months[-1]

    @property
    def words(self) -> str:
        """As people call it: `marzo de 2026`, `enero a marzo de 2026`."""
        if len(self.months) == 1:
            return month(self.name)
        return say("reports", "quarter", start=self.first, end=self.last)


def parse(text: str, *, quarters: bool = False) -> Span | None:
    """The month (or, with `quarters`, the quarter) called so; None for what is neither."""
    if clock.is_period(text):
        return Span(text, (text,))
    found = QUARTER.fullmatch(text) if quarters else None
    if found is None or not clock.is_period(f"{found[1]}-01"):
        return None
    last = 3 * int(found[2])
    return Span(text, tuple(f"{found[1]}-{number:02d}" for number in range(last - 2, last + 1)))


def quarter_of(period: str) -> str:
    """The quarter in which a month lies: `2026-T1` for `2026-03`."""
    year, number = period.split("-")
    return f"{year}-T{(int(number) + 2) // 3}"
