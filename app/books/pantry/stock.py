"""What should be on the shelves (docs/sync.md, "Stock" and "Lots"). The phone's twin is static/phone/books/pantry.js; tests/shared
holds both to the same examples.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from app.books.last_word import last_word

#: A lot's name and the day it expires, either of which may be unknown.
Lot = tuple[str | None, date | None]


@dataclass
class Stock:
    """One food from one source, in grams or millilitres. `adjusted`: what counts found beyond what was written; below zero, short of it."""

    received: int
    used: int
    wasted: int
    adjusted: int
    balance: int
    #: What came of each lot, in the order in which they expire.
    lots: dict[Lot, int] = field(default_factory=dict)


def stock(moves: Iterable[Any]) -> dict[tuple[str, str], Stock]:
    """By (food, source), what the rows of StockMove given add up to; undone ones count for nothing. The rows up to a day give the stock at
    that day's end."""
    shelves: dict[tuple[str, str], list[Any]] = defaultdict(list)
    for move in moves:
        if move.undone_seq is None:
            shelves[move.food, move.source].append(move)
    return {shelf: _read(standing) for shelf, standing in shelves.items()}


def _read(standing: list[Any]) -> Stock:
    received, used, wasted = (sum(abs(move.qty) for move in standing if move.kind == kind) for kind in ("received", "used", "wasted"))
    balance = _balance(standing)
    return Stock(received, used, wasted, balance - (received - used - wasted), balance, _lots(standing))


def _balance(standing: list[Any]) -> int:
    """What the last count says, and the moves of later days."""
    count = _last_count([move for move in standing if move.kind == "counted"])
    moves = [move for move in standing if move.kind != "counted" and (count is None or move.on > count.on)]
    return int(count.qty if count else 0) + sum(int(move.qty) for move in moves)


def _last_count(counts: list[Any]) -> Any:
    """The one of the latest day's counts that is believed; None when there is no count."""
    last = max((count.on for count in counts), default=None)
    return last_word([count for count in counts if count.on == last])


def _lots(standing: list[Any]) -> dict[Lot, int]:
    lots: dict[Lot, int] = defaultdict(int)
    for move in standing:
        if move.kind == "received" and (move.lot is not None or move.expires_on is not None):
            lots[move.lot, move.expires_on] += move.qty
    return dict(sorted(lots.items(), key=lambda lot: (lot[0][1] or date.max, lot[0][0] or "")))
