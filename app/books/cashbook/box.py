"""What a day's money adds up to, and what should be in the box (docs/sync.md, "A service's money" and "The box"). Pure. The phone's twin is
static/phone/books/cash.js; tests/shared holds both to the same examples.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from app.books.cashbook.operations import FUNDS
from app.books.last_word import last_word

#: Slot → centimos.
BySlot = Mapping[int, int]


@dataclass
class CashDay:
    """The money of one day, in centimos."""

    #: Fund → what came from outside: subsidies and other income.
    taken: Counter[str] = field(default_factory=Counter)
    spent: Counter[str] = field(default_factory=Counter)
    dues_cents: int = 0
    credit_paid_cents: int = 0
    credit_forgiven_cents: int = 0
    #: What somebody said was collected for a service.
    settled: dict[int, int] = field(default_factory=dict)
    #: What was in the box when the day ended; None where nobody looked.
    counted_cents: int | None = None

    def collected(self, due: BySlot) -> int:
        """What the day's services brought: what is settled, else what is due by the plates."""
        return sum((dict(due) | self.settled).values())

    def own(self, due: BySlot) -> int:
        """What the `own` fund took: other income, dues, credit paid, and what services collected."""
        return self.taken["own"] + self.dues_cents + self.credit_paid_cents + self.collected(due)


@dataclass
class Box:
    """What should be there, in centimos. `adjusted`: what counts found beyond what was written; below zero, short of it."""

    funds: dict[str, int]
    adjusted: int

    @property
    def balance(self) -> int:
        """All funds together."""
        return sum(self.funds.values())


def cash_day(entries: Iterable[Any]) -> CashDay:
    """One day out of those of its rows of CashEntry that stand."""
    day = CashDay()
    settled: dict[int, list[Any]] = defaultdict(list)
    counts = []
    for entry in entries:
        if entry.kind == "rations.settled":
            settled[entry.slot].append(entry)
        elif entry.kind == "cash.counted":
            counts.append(entry)
        else:
            _add(day, entry)
    day.settled = {slot: last_word(rivals).amount_cents for slot, rivals in settled.items()}
    day.counted_cents = last_word(counts).amount_cents if counts else None
    return day


def _add(day: CashDay, entry: Any) -> None:
    if entry.kind == "subsidy.received":
        day.taken["subsidy"] += entry.amount_cents
    elif entry.kind == "income.received":
        day.taken[entry.fund] += entry.amount_cents
    elif entry.kind == "cash.spent":
        day.spent[entry.fund] += entry.amount_cents
    elif entry.kind == "dues.paid":
        day.dues_cents += entry.amount_cents
    elif entry.kind == "credit.paid":
        day.credit_paid_cents += entry.amount_cents
    elif entry.kind == "credit.forgiven":
        day.credit_forgiven_cents += entry.amount_cents


def box(days: Mapping[date, CashDay], due: Mapping[date, BySlot]) -> Box:
    """The box at the end of the last of these days, which are all there were until then. `due`: what the plates of each day's services
    are worth (`Tally.due_cents`). A count's difference is the `own` fund's."""
    funds, written, counted = Counter(dict.fromkeys(FUNDS, 0)), 0, None
    for on in sorted(days.keys() | due.keys()):
        day, plates = days.get(on, CashDay()), due.get(on, {})
        funds.update({"subsidy": day.taken["subsidy"], "social_aid": day.taken["social_aid"], "own": day.own(plates)})
        funds.subtract(day.spent)
        if day.counted_cents is not None:
            written, counted = funds.total(), day.counted_cents
    adjusted = 0 if counted is None else counted - written
    return Box(dict(funds) | {"own": funds["own"] + adjusted}, adjusted)
