"""The people of a month: how many different ones ate by name, and how many were on the roll when it ended. Pure.

Both are read as of the month's acceptance once it has one: an adjustment moves rations and money, never people, because people do not
add across months. The closing roll is read from the log and not from the roll's rows, which only know today.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from app.books.rations.tally import stands
from app.rollups.measures import PEOPLE_NAMES, Figures, bracket_measure

#: The kinds that move somebody on or off the roll.
KINDS = ("beneficiary.registered", "beneficiary.left", "beneficiary.returned")
NOBODY: Figures = dict.fromkeys(PEOPLE_NAMES, 0)


def served(plates: Iterable[Any]) -> Figures:
    """The different people who had these plates, by sex, bracket and class. A plate has person, ration_class, sex, bracket and on (a date);
    of plates that differ in the day alone, the latest is enough.

    Sex and bracket are those of her latest day; where that does not say them, nobody guesses. Whom two phones marked in two classes is
    one person, of both.
    """
    latest: dict[str, tuple[date, str, str]] = {}
    classes: set[tuple[str, str]] = set()
    for plate in plates:
        said = (plate.on, plate.sex or "", plate.bracket or "")
        latest[plate.person] = max(said, latest.get(plate.person, said))
        classes.add((plate.person, plate.ration_class))
    made = NOBODY | {"people_served": len(latest)}
    for _, sex, bracket in latest.values():
        for measure in [f"people_{sex}"] * bool(sex) + [bracket_measure(bracket, "people")] * bool(bracket):
            made[measure] += 1
    for _, ration in classes:
        made[f"people_{ration}"] += 1
    return made


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
