"""The people of a month: how many different ones ate by name, and how many were on the roll when it ended. Pure.

Both are read as of the month's acceptance once it has one: an adjustment moves rations and money, never people, because people do not
add across months. The closing roll is read from the log and not from the roll's rows, which only know today.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from app.books.rations.tally import stands
from app.rollups.measures import PEOPLE_NAMES, Figures, bracket_measure

#: The kinds that move somebody on or off the roll.
KINDS = ("beneficiary.registered", "beneficiary.left", "beneficiary.returned")


NOBODY: Figures = dict.fromkeys(PEOPLE_NAMES, 0)


def served(named: Iterable[Any], at: int | None) -> Figures:
    """The different people among rows of NamedRation, by sex, bracket and class, with the log read up to the place `at` (None: all of it).

    Of one plate that several phones marked, the mark with the smallest id counts, as in `tally`. Sex and bracket are those of the latest
    plate; where that does not say them, nobody guesses.
    """
    marks: dict[tuple[Any, ...], Any] = {}
    for mark in (mark for mark in named if stands(mark, at)):
        key = (mark.person, mark.on, mark.slot, mark.again)
        if key not in marks or mark.id < marks[key].id:
            marks[key] = mark
    latest: dict[str, Any] = {}
    classes: dict[str, set[str]] = defaultdict(set)
    for key in sorted(marks):
        latest[key[0]] = marks[key]
        classes[marks[key].ration_class].add(key[0])
    return figures(((mark.sex, mark.bracket) for mark in latest.values()), {name: len(people) for name, people in classes.items()})


def figures(latest: Iterable[tuple[str | None, str | None]], classes: Mapping[str, int]) -> Figures:
    """The measures of people from the (sex, bracket) of each one's latest plate, and how many had a plate of each class."""
    made = dict(NOBODY)
    for sex, bracket in latest:
        made["people_served"] += 1
        if sex:
            made[f"people_{sex}"] += 1
        if bracket:
            made[bracket_measure(bracket, "people")] += 1
    return made | {f"people_{name}": number for name, number in classes.items()}


def on_roll(acts: Iterable[Any], day: date, at: int | None) -> int:
    """How many people are on the roll at the end of `day`."""
    return len(members(acts, day, at))


def members(acts: Iterable[Any], day: date, at: int | None) -> set[str]:
    """Who is on the roll at the end of `day`, by id. An act has person, kind, on (a date), seq and undone_seq; acts come in `seq` order.

    Somebody is on the roll if her registration stands and is of that day or earlier, and the last thing said of her leaving or
    returning by then is not that she left.
    """
    here: dict[str, bool] = {}
    registered = set()
    for act in acts:
        if act.on > day or not stands(act, at):
            continue
        if act.kind == "beneficiary.registered":
            registered.add(act.person)
        else:
            here[act.person] = act.kind == "beneficiary.returned"
    return {person for person in registered if here.get(person, True)}
