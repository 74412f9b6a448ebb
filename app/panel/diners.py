"""Who ate in a month: rations and different people by class, by age and by sex. Pure.

Age and sex are known of named plates only. What they do not say is a row of its own (`unknown`), so that every list adds up.
"""

from dataclasses import dataclass

from app.books.rations.operations import BRACKETS, CLASSES
from app.panel.charts import share
from app.panel.charts.scale import most, percent
from app.panel.charts.share import Piece
from app.rollups.measures import Figures, bracket_measure

SEXES = ("f", "m")
UNKNOWN = "unknown"


@dataclass(frozen=True)
class Group:
    """A class, an age bracket or a sex: its rations, its people, and the length of a bar for its rations in per cent."""

    name: str
    rations: int
    people: int
    length: float


@dataclass(frozen=True)
class Diners:
    """A month's plates by class (`pieces` cut one bar), and its named plates by age and by sex.

    People of several classes are in each of them, so the people of the classes may add up to more than there are."""

    classes: list[Group]
    pieces: list[Piece]
    ages: list[Group]
    sexes: list[Group]


def of(figures: Figures) -> Diners:
    """The diners of a month's figures."""
    classes = {name: (figures[f"rations_{name}"], figures[f"people_{name}"]) for name in CLASSES}
    ages = {name: (figures[bracket_measure(name)], figures[bracket_measure(name, "people")]) for name in BRACKETS}
    sexes = {name: (figures[f"rations_{name}"], figures[f"people_{name}"]) for name in SEXES}
    pieces = share.bar({name: rations for name, (rations, _) in classes.items()})
    return Diners(_groups(classes), pieces, _groups(_with_unknown(ages, figures)), _groups(_with_unknown(sexes, figures)))


def _with_unknown(groups: dict[str, tuple[int, int]], figures: Figures) -> dict[str, tuple[int, int]]:
    rations = figures["rations_named"] - sum(some for some, _ in groups.values())
    people = figures["people_served"] - sum(some for _, some in groups.values())
    return groups | ({UNKNOWN: (rations, people)} if rations or people else {})


def _groups(groups: dict[str, tuple[int, int]]) -> list[Group]:
    top = most(rations for rations, _ in groups.values())
    return [Group(name, rations, people, percent(rations, top)) for name, (rations, people) in groups.items()]
