"""Counting one service: its facts, as of a place in the log, make rations by class, money, ages and disputes (docs/sync.md,
"What the books make of them"). The phone's twins are static/phone/books/rations.js and counts.js; tests/shared
holds all to the same examples.

Enters: rows of the book's tables, or anything with the same attributes. Leaves: a `Tally`. Pure: no database is asked.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import msgspec

from app.books.rations.operations import CLASSES

#: The classes whose plates are owed when they are eaten: the cooks eat free, and credit is counted apart until it is paid.
DUE = ("member", "paid", "social_case")


@dataclass
class Tally:
    """One service, counted. Classes with nothing are absent; money in centimos."""

    unnamed: Counter[str] = field(default_factory=Counter)
    named: Counter[str] = field(default_factory=Counter)
    #: Named rations by age bracket; those whose bracket nobody knew are left out.
    brackets: Counter[str] = field(default_factory=Counter)
    due_cents: int = 0
    credit_cents: int = 0
    #: Class → ids, in order, of the counts that stand; several are in dispute.
    heads: dict[str, list[str]] = field(default_factory=dict)
    #: The one row that counts of each person and `again`.
    marks: list[Any] = field(default_factory=list)
    #: Why nothing was cooked; None where something was, or where nobody says.
    skipped: str | None = None

    @property
    def rations(self) -> Counter[str]:
        """Class → plates, with and without names."""
        return self.unnamed + self.named

    @property
    def disputed(self) -> list[str]:
        """The classes whose counts contradict each other."""
        return [ration for ration in CLASSES if len(self.heads.get(ration, ())) > 1]

    def add(self, column: Counter[str], ration: str, number: int, price_cents: int) -> None:
        """Count `number` plates of a class in `named` or `unnamed`, with their price each."""
        if number == 0:
            return
        column[ration] += number
        if ration in DUE:
            self.due_cents += number * price_cents
        elif ration == "credit":
            self.credit_cents += number * price_cents


def stands(fact: Any, at: int | None = None) -> bool:
    """Whether a fact counts when the log is read up to the place `at` (None: all of it)."""
    if at is None:
        return fact.undone_seq is None
    return fact.seq <= at and (fact.undone_seq is None or fact.undone_seq > at)


def tally(named: Iterable[Any], counted: Sequence[Any], skipped: Iterable[Any], at: int | None = None) -> Tally | None:
    """Count the facts of one service as the log stood at `at`; None when none of them stood.

    The rows are those of NamedRation, CountedRations and SkippedService, undone ones too: a count replaces through them.
    """
    marks = [fact for fact in named if stands(fact, at)]
    counts = [fact for fact in counted if at is None or fact.seq <= at]
    skips = [fact for fact in skipped if stands(fact, at)]
    if not marks and not skips and not any(stands(count, at) for count in counts):
        return None
    service = Tally()
    _add_marks(service, marks)
    if counts:
        _add_counts(service, counts, at)
    if skips and not service.rations:
        service.skipped = min(skips, key=lambda fact: fact.id).reason or "other"
    return service


def _add_marks(service: Tally, marks: list[Any]) -> None:
    """One mark per (person, `again`), however many phones made it: the one with the smallest id."""
    kept: dict[tuple[str, int], Any] = {}
    for mark in marks:
        other = kept.setdefault((mark.person, mark.again), mark)
        if mark.id < other.id:
            kept[mark.person, mark.again] = mark
    service.marks = list(kept.values())
    for mark in service.marks:
        service.add(service.named, mark.ration_class, 1, mark.price_cents)
        if mark.bracket:
            service.brackets[mark.bracket] += 1


def _add_counts(service: Tally, counts: list[Any], at: int | None) -> None:
    """Of each class the largest of its heads; between equal heads the smallest id brings its price."""
    said = {count.id: msgspec.json.decode(count.counts) for count in counts}
    replaces = {count.id: msgspec.json.decode(count.replaces) for count in counts}
    prices = {count.id: msgspec.json.decode(count.prices) for count in counts}
    standing = {count.id for count in counts if stands(count, at)}
    for ration in {ration for per_class in said.values() for ration in per_class}:
        having = {count: replaces[count] for count, per_class in said.items() if ration in per_class}
        if heads := sorted(_heads(having, standing)):
            chosen = max(heads, key=lambda head: said[head][ration])  # of equals the first, which has the smallest id
            service.heads[ration] = heads
            service.add(service.unnamed, ration, said[chosen][ration], prices[chosen].get(ration, 0))


def _heads(replaces: dict[str, list[str]], standing: set[str]) -> set[str]:
    """The counts of a class that no count that stands replaces, unless each replaces the other (they go in a circle)."""
    candidates = standing & replaces.keys()
    if len(replaces) < 2:
        return candidates
    replaced = {count: _all_replaced(count, replaces) for count in replaces}
    return {head for head in candidates if not any(head in replaced[other] and other not in replaced[head] for other in candidates)}


def _all_replaced(count: str, replaces: dict[str, list[str]]) -> set[str]:
    """What a count replaces within its class, and what those replace, undone or not."""
    reached: set[str] = set()
    to_visit = [count]
    while to_visit:
        for other in replaces[to_visit.pop()]:
            if other in replaces and other not in reached:
                reached.add(other)
                to_visit.append(other)
    return reached
