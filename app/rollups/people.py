"""The people of a month: how many different ones ate by name, and how many were on the roll when it ended. Pure.

Both are read as of the month's acceptance once it has one: an adjustment moves rations and money, never people, because people do not
add across months. The closing roll is read from the log and not from the roll's rows, which only know today.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from app.books.rations.tally import stands

#: The kinds that move somebody on or off the roll.
KINDS = ("beneficiary.registered", "beneficiary.left", "beneficiary.returned")


def served(named: Iterable[Any], at: int | None) -> int:
    """Different people among rows of NamedRation, with the log read up to the place `at` (None: all of it)."""
    return len({fact.person for fact in named if stands(fact, at)})


def on_roll(acts: Iterable[Any], day: date, at: int | None) -> int:
    """People on the roll at the end of `day`. An act has person, kind, on (a date), seq and undone_seq; acts come in `seq` order.

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
    return sum(here.get(person, True) for person in registered)
