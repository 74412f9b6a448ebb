"""What a kitchen's day adds up to, as the log stood at a place. Pure: the recount and the rebuild both count here.

Enters: a `Day`, the facts of one date as rows of the books' tables. Leaves: its figures, or None where the notebook says nothing.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from app.books.cashbook.box import CashDay, cash_day
from app.books.rations.tally import Tally, stands, tally
from app.rollups.deliveries import add_deliveries
from app.rollups.measures import DAILY_NAMES, Figures, bracket_measure

#: How the measures call each fund.
FUNDS = {"subsidy": "subsidy", "aid": "social_aid", "own": "own"}


@dataclass
class Day:
    """The facts of one date, undone ones too: rows of NamedRation, CountedRations, SkippedService, StockMove and CashEntry."""

    named: list[Any] = field(default_factory=list)
    counted: list[Any] = field(default_factory=list)
    skipped: list[Any] = field(default_factory=list)
    moves: list[Any] = field(default_factory=list)
    cash: list[Any] = field(default_factory=list)


def figures(day: Day, at: int | None = None) -> Figures | None:
    """The day's measures with the log read up to the place `at` (None: all of it); None when nothing of the day stood: silence."""
    services = dict(_services(day, at))
    moves = [move for move in day.moves if stands(move, at)]
    cash = [entry for entry in day.cash if stands(entry, at)]
    if not services and not moves and not cash:
        return None
    made = dict.fromkeys(DAILY_NAMES, 0)
    for service in services.values():
        _add_service(made, service)
    served = any(service.rations for service in services.values())
    made["days_served"] = int(served)
    made["days_skipped"] = int(not served and any(service.skipped for service in services.values()))
    for move in moves:
        _add_move(made, move)
    add_deliveries(made, moves)
    _add_cash(made, cash_day(cash), services)
    return made


def _services(day: Day, at: int | None) -> Iterable[tuple[int, Tally]]:
    slots: dict[int, tuple[list[Any], list[Any], list[Any]]] = defaultdict(lambda: ([], [], []))
    for place, facts in enumerate((day.named, day.counted, day.skipped)):
        for fact in facts:
            slots[fact.slot][place].append(fact)
    for slot, (named, counted, skipped) in slots.items():
        if service := tally(named, counted, skipped, at):
            yield slot, service


def _add_service(made: Figures, service: Tally) -> None:
    for ration, number in service.rations.items():
        made[f"rations_{ration}"] += number
    made["rations_named"] += service.named.total()
    for bracket, number in service.brackets.items():
        made[bracket_measure(bracket)] += number
    for mark in service.marks:
        if mark.sex:
            made[f"rations_{mark.sex}"] += 1
    made["disputed"] += len(service.disputed)
    made["due_cents"] += service.due_cents
    made["credit_cents"] += service.credit_cents


def _add_move(made: Figures, move: Any) -> None:
    """A count is no movement: what it changes depends on every day before it, and no day can add that."""
    if move.kind == "wasted":
        made[f"food_wasted_{move.measure}"] -= move.qty
    elif move.kind == "used":
        _add_used(made, move)
    elif move.kind == "received" and move.source != "pca":
        made[f"food_{move.source}_value_cents"] += move.value_cents or 0


def _add_used(made: Figures, move: Any) -> None:
    """Bought food has no worth here: it counts when it is paid."""
    if move.source == "pca":
        made[f"food_used_{move.measure}"] -= move.qty
    if move.source == "purchase":
        return
    if move.value_cents is None:
        made[f"used_unvalued_{move.measure}"] -= move.qty
    else:
        made[f"used_{move.source}_value_cents"] += move.value_cents


def _add_cash(made: Figures, money: CashDay, services: dict[int, Tally]) -> None:
    made["collected_cents"] += money.collected({slot: service.due_cents for slot, service in services.items()})
    made["credit_paid_cents"] += money.credit_paid_cents
    made["credit_forgiven_cents"] += money.credit_forgiven_cents
    made["dues_cents"] += money.dues_cents
    made["subsidy_received_cents"] += money.taken["subsidy"]
    for measure, fund in FUNDS.items():
        made[f"spent_{measure}_cents"] += money.spent[fund]
        if fund != "subsidy":
            made[f"income_{measure}_cents"] += money.taken[fund]
