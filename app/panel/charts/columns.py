"""A column for each month. A month of silence has no column, which is not a column of zero."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.panel.charts.scale import most, percent, ticks

#: Where the columns stand and how high they may grow, in per cent of the drawing; below are the months, on the left is the axis.
FLOOR, CEILING, LEFT = 80.0, 4.0, 16.0
#: The part of its place that a column fills.
FILLED = 0.72
#: A zero is a line on the floor, so that it is seen.
LEAST = 0.8


@dataclass(frozen=True)
class Column:
    """A column, or (`value` None) the place where one would stand; all in per cent. `middle` is where its label stands."""

    value: float | None
    x: float
    width: float
    y: float
    height: float
    middle: float


@dataclass(frozen=True)
class Line:
    """A mark of the axis: its number, and how high it is drawn."""

    value: int
    y: float


@dataclass(frozen=True)
class Columns:
    """The whole drawing."""

    columns: list[Column]
    lines: list[Line]


def columns(values: Sequence[float | None]) -> Columns:
    """The columns of some values in their order, on an axis of round numbers from 0. What is below zero stands as a zero."""
    marks = ticks(most(values))
    place = (100 - LEFT) / max(len(values), 1)
    lines = [Line(mark, round(FLOOR - _height(mark, marks[-1]), 2)) for mark in marks]
    return Columns([_column(value, place, number, marks[-1]) for number, value in enumerate(values)], lines)


def _column(value: float | None, place: float, number: int, top: int) -> Column:
    height = 0.0 if value is None else max(_height(value, top), LEAST)
    left, width, middle = LEFT + place * (number + (1 - FILLED) / 2), place * FILLED, LEFT + place * (number + 0.5)
    return Column(value, round(left, 2), round(width, 2), round(FLOOR - height, 2), round(height, 2), round(middle, 2))


def _height(value: float, top: int) -> float:
    return percent(value, top) * (FLOOR - CEILING) / 100
