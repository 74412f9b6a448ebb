"""In which month a day's figures are booked (docs/sync.md, rule 14). Pure: the recount and the rebuild both book here.

A month accepted at `seq` L is locked: its own rows are its figures as of L. What changes a day of it later is booked, as an adjustment,
in the first month after it that was open when the change came. As several months may be accepted in between, the day is counted at
every acceptance after L, and each interval's difference goes to the month that was open in it.
"""

from datetime import date
from itertools import pairwise

from app.clock import next_period, period_of
from app.rollups.day import Day, figures
from app.rollups.measures import DAILY_NAMES, Figures

#: Period → the `seq` at which it was accepted.
Accepted = dict[str, int]


def booked(on: date, day: Day, accepted: Accepted) -> dict[str, Figures]:
    """The figures of one date by the month they are booked in: its own, and those that hold adjustments of it."""
    own = period_of(on)
    lock = accepted.get(own)
    now = figures(day, lock)
    months = {} if now is None else {own: now}
    if lock is None:
        return months
    ends: list[int | None] = [*sorted(seq for seq in accepted.values() if seq > lock), None]
    counted = [now, *(figures(day, end) for end in ends)]
    starts = [lock, *(end for end in ends if end is not None)]
    for start, (before, after) in zip(starts, pairwise(counted), strict=True):
        _adjust(months, open_after(own, start, accepted), before, after)
    return {month: made for month, made in months.items() if month == own or any(made.values())}


def open_after(period: str, seq: int, accepted: Accepted) -> str:
    """The first month after `period` that was not accepted yet at the place `seq` of the log."""
    month = next_period(period)
    while accepted.get(month, seq + 1) <= seq:
        month = next_period(month)
    return month


def _adjust(months: dict[str, Figures], month: str, before: Figures | None, after: Figures | None) -> None:
    if before == after:
        return
    made = months.setdefault(month, dict.fromkeys(DAILY_NAMES, 0))
    for name in DAILY_NAMES:
        made[name] += (after[name] if after else 0) - (before[name] if before else 0)
