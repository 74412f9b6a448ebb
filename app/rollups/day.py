"""What a kitchen's day adds up to, as the log stood at a place. Pure: the recount and the rebuild both count here.

Enters: a `Day`, the facts of one date as rows of the books' tables. Leaves: its figures, or None where the notebook says nothing.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from app.books.rations.tally import Tally, stands, tally
from app.rollups.measures import DAILY_NAMES, Figures, bracket_measure


@dataclass
class Day:
    """The facts of one date, undone ones too: rows of NamedRation, CountedRations, SkippedService and StockMove."""

    named: list[Any] = field(default_factory=list)
    counted: list[Any] = field(default_factory=list)
    skipped: list[Any] = field(default_factory=list)
    moves: list[Any] = field(default_factory=list)


def figures(day: Day, at: int | None = None) -> Figures | None:
    """The day's measures with the log read up to the place `at` (None: all of it); None when nothing of the day stood: silence."""
    services = list(_services(day, at))
    moves = [move for move in day.moves if stands(move, at)]
    if not services and not moves:
        return None
    made = dict.fromkeys(DAILY_NAMES, 0)
    for service in services:
        _add_service(made, service)
    served = any(service.rations for service in services)
    made["days_served"] = int(served)
    made["days_skipped"] = int(not served and any(service.skipped for service in services))
    for move in moves:
        _add_move(made, move)
    return made


def _services(day: Day, at: int | None) -> Iterable[Tally]:
    slots: dict[int, tuple[list[Any], list[Any], list[Any]]] = defaultdict(lambda: ([], [], []))
    for place, facts in enumerate((day.named, day.counted, day.skipped)):
        for fact in facts:
            slots[fact.slot][place].append(fact)
    for named, counted, skipped in slots.values():
        if service := tally(named, counted, skipped, at):
            yield service


def _add_service(made: Figures, service: Tally) -> None:
    for ration, number in service.rations.items():
        made[f"rations_{ration}"] += number
    made["rations_named"] += service.named.total()
    for bracket, number in service.brackets.items():
        made[bracket_measure(bracket)] += number
    made["disputed"] += len(service.disputed)
    made["due_cents"] += service.due_cents
    made["credit_cents"] += service.credit_cents


def _add_move(made: Figures, move: Any) -> None:
    """A count is no movement: what it changes depends on every day before it, and no day can add that."""
    if move.kind == "wasted":
        made[f"food_wasted_{move.measure}"] -= move.qty
    elif move.kind == "used" and move.source == "pca":
        made[f"food_used_{move.measure}"] -= move.qty
    elif move.kind == "received" and move.source == "pca":
        _add_delivery(made, move)
    elif move.kind == "received":
        made[f"food_{move.source}_value_cents"] += move.value_cents or 0


def _add_delivery(made: Figures, move: Any) -> None:
    made[f"food_received_{move.measure}"] += move.qty
    made["food_received_value_cents"] += move.value_cents or 0
    made[f"food_asked_{move.measure}"] += move.asked_qty or 0
    if move.promised_qty is not None:
        made[f"food_promised_{move.measure}"] += move.promised_qty
        made[f"food_short_{move.measure}"] += max(move.promised_qty - move.qty, 0)
