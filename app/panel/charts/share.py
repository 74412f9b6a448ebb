"""One bar cut into parts: who pays for a plate, what a month's rations were."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.panel.charts.scale import percent


@dataclass(frozen=True)
class Piece:
    """A part of the bar: where it begins and how long it is, in per cent of the bar, and what it is of the whole in whole per cent.

    Adjustments can make a part negative: then it has no length, and `percent` says what it takes away."""

    name: str
    amount: int
    x: float
    width: float
    percent: int | None


def bar(amounts: Mapping[str, int]) -> list[Piece]:
    """The parts in their order. The per cents of a whole add up to 100; they are None where the whole is nothing."""
    length = sum(max(amount, 0) for amount in amounts.values())
    percents, pieces, x = _percents(list(amounts.values())), [], 0.0
    for (name, amount), share in zip(amounts.items(), percents, strict=True):
        width = percent(amount, length)
        pieces.append(Piece(name, amount, round(x, 2), width, share))
        x += width
    return pieces


def _percents(amounts: list[int]) -> list[int | None]:
    """Whole per cents by the largest remainder, so that a reader who adds them finds 100."""
    whole = sum(amounts)
    if whole <= 0:
        return [None] * len(amounts)
    floors = [100 * amount // whole for amount in amounts]
    by_remainder = sorted(range(len(amounts)), key=lambda place: -(100 * amounts[place] % whole))
    for place in by_remainder[: 100 - sum(floors)]:
        floors[place] += 1
    return list(floors)
