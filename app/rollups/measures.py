"""The one list of what is counted. Each measure is a whole number that adds: across days into months, across kitchens into units and
places. Its words are `measure` in templates/rollups/words.txt.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from sqlalchemy import BigInteger
from sqlalchemy.orm import mapped_column

from app.books.rations.operations import BRACKETS, CLASSES

#: The whole numbers of one cell (a day, a month), by measure.
Figures = dict[str, int]


@dataclass(frozen=True)
class Measure:
    """Something counted. `unit`: days, rations, disputes, centimos, g, ml, people or kitchens. `meaning` is for who reads the code."""

    name: str
    unit: str
    meaning: str


def bracket_measure(bracket: str) -> str:
    """The measure of an age bracket: `rations_0_5`, `rations_60_plus`."""
    return f"rations_{bracket.replace('-', '_').replace('+', '_plus')}"


#: Of a day, and of everything above.
DAILY: tuple[Measure, ...] = (
    Measure("days_served", "days", "1 if at least one ration was served on the day"),
    Measure("days_skipped", "days", "1 if no ration was served and the kitchen said that it did not cook"),
    *(Measure(f"rations_{ration}", "rations", f"plates of the class {ration}, named and unnamed") for ration in CLASSES),
    Measure("rations_named", "rations", "how many of all the plates have a person's name"),
    *(Measure(bracket_measure(b), "rations", f"named plates eaten by people aged {b}, where the age is known") for b in BRACKETS),
    Measure("disputed", "disputes", "classes of a service about which two phones' counts disagree"),
    Measure("due_cents", "centimos", "member, paid and social_case plates times their own price"),
    Measure("credit_cents", "centimos", "credit plates times their own price: eaten, and not paid yet"),
    Measure("food_received_value_cents", "centimos", "value stated for the State's (PCA) food that came"),
    Measure("food_received_g", "g", "PCA food that came, of what is weighed"),
    Measure("food_received_ml", "ml", "PCA food that came, of what is poured"),
    Measure("food_asked_g", "g", "asked for, in the deliveries that say so"),
    Measure("food_asked_ml", "ml", "the same, poured"),
    Measure("food_promised_g", "g", "promised, in the deliveries that say so"),
    Measure("food_promised_ml", "ml", "the same, poured"),
    Measure("food_short_g", "g", "promised and not come, delivery by delivery: what came in excess elsewhere makes up for nothing"),
    Measure("food_short_ml", "ml", "the same, poured"),
    Measure("food_used_g", "g", "PCA food that went into the pot"),
    Measure("food_used_ml", "ml", "the same, poured"),
    Measure("food_wasted_g", "g", "food of every source that was thrown away, of what is weighed"),
    Measure("food_wasted_ml", "ml", "the same, poured"),
    Measure("food_purchase_value_cents", "centimos", "value stated for food that was bought"),
    Measure("food_donation_value_cents", "centimos", "value stated for food that was given"),
    Measure("food_harvest_value_cents", "centimos", "value stated for food of the kitchen's own garden"),
)

#: Of a month only. They add across kitchens and never across months: the same people eat in both, and a balance is not a flow.
MONTHLY: tuple[Measure, ...] = (
    Measure("people_served", "people", "different people with a named plate that stands"),
    Measure("people_on_roll", "people", "people on the roll at the end of the month's last day"),
    Measure("kitchens_reporting", "kitchens", "1 if the kitchen's notebook says something of a day of the month"),
)

MEASURES = DAILY + MONTHLY
DAILY_NAMES = tuple(measure.name for measure in DAILY)
NAMES = tuple(measure.name for measure in MEASURES)
RATIONS = tuple(f"rations_{ration}" for ration in CLASSES)


def all_rations(figures: Mapping[str, int]) -> int:
    """The plates of every class together: derived, never stored."""
    return sum(figures[name] for name in RATIONS)


def summed(cells: list[Any]) -> Figures:
    """The daily measures of some cells, added; a cell has them as attributes."""
    return {name: sum(getattr(cell, name) for cell in cells) for name in DAILY_NAMES}


class Counted:
    """The columns of a table of figures; a subclass names its `measures`."""

    measures: ClassVar[tuple[Measure, ...]]

    def __init_subclass__(cls, **kwargs: Any):
        for measure in cls.measures:
            setattr(cls, measure.name, mapped_column(BigInteger, nullable=False))
        super().__init_subclass__(**kwargs)
