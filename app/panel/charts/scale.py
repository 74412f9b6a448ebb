"""Round numbers for an axis, so that a column can be read without counting."""

from collections.abc import Iterable, Iterator

#: The steps between two powers of ten, as parts of the upper one.
STEPS = (0.1, 0.2, 0.25, 0.5)


def ticks(most: float, at_most: int = 4) -> list[int]:
    """The marks of an axis from 0 to `most` or just above it: at most so many whole steps of 1, 2, 2.5 or 5 times a power of ten."""
    step = next(step for step in _steps() if step * at_most >= most)
    marks = [0, step]
    while marks[-1] < most:
        marks.append(marks[-1] + step)
    return marks


def _steps() -> Iterator[int]:
    decade = 10
    while True:
        yield from (int(part * decade) for part in STEPS if part * decade == int(part * decade))
        decade *= 10


def most(values: Iterable[float | None]) -> float:
    """The largest of what is known; 0 where nothing is, or nothing is above 0."""
    return max((value for value in values if value is not None), default=0) or 0


def percent(some: float, of_all: float) -> float:
    """`some` of `of_all` as a length in per cent, within the drawing; 0 of nothing."""
    return round(min(max(100 * some / of_all, 0), 100), 2) if of_all > 0 else 0.0
