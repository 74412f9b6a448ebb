"""What the State's deliveries of a day add up to: asked, promised, come, short and late [domain.md §8.12]. Pure."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from app.rollups.measures import Figures


def add_deliveries(made: Figures, moves: Iterable[Any]) -> None:
    """Add those PCA deliveries that a day's standing rows of StockMove tell of. Quantities are added line by line; the lines of one
    delivery are one delivery, promised for the earliest day that any of them says."""
    deliveries: dict[str, list[Any]] = defaultdict(list)
    for line in moves:
        if line.kind == "received" and line.source == "pca":
            _add_line(made, line)
            deliveries[line.delivery or line.id].append(line)
    for lines in deliveries.values():
        _add_delivery(made, lines)


def _add_line(made: Figures, line: Any) -> None:
    made[f"food_received_{line.measure}"] += line.qty
    made["food_received_value_cents"] += line.value_cents or 0
    made[f"food_asked_{line.measure}"] += line.asked_qty or 0
    if line.promised_qty is not None:
        made[f"food_promised_{line.measure}"] += line.promised_qty
        made[f"food_short_{line.measure}"] += max(line.promised_qty - line.qty, 0)


def _add_delivery(made: Figures, lines: list[Any]) -> None:
    made["deliveries"] += 1
    promised = min((line.promised_on for line in lines if line.promised_on is not None), default=None)
    if promised is None:
        return
    days = max((lines[0].on - promised).days, 0)
    made["deliveries_promised"] += 1
    made["deliveries_late"] += days > 0
    made["delivery_days_late"] += days
