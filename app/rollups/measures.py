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
    """Something counted. `unit`: days, rations, disputes, deliveries, centimos, g, ml, people or kitchens. `meaning` is for who reads
    the code."""

    name: str
    unit: str
    meaning: str


def bracket_measure(bracket: str, of: str = "rations") -> str:
    """The measure of an age bracket: `rations_0_5`, `people_60_plus`."""
    return f"{of}_{bracket.replace('-', '_').replace('+', '_plus')}"


#: Of a day, and of everything above.
DAILY: tuple[Measure, ...] = (
    Measure("days_served", "days", "1 if at least one ration was served on the day"),
    Measure("days_skipped", "days", "1 if no ration was served and the kitchen said that it did not cook"),
    *(Measure(f"rations_{ration}", "rations", f"plates of the class {ration}, named and unnamed") for ration in CLASSES),
    Measure("rations_named", "rations", "how many of all the plates have a person's name"),
    *(Measure(bracket_measure(b), "rations", f"named plates eaten by people aged {b}, where the age is known") for b in BRACKETS),
    Measure("rations_f", "rations", "named plates eaten by women and girls, where the sex is known"),
    Measure("rations_m", "rations", "named plates eaten by men and boys, where the sex is known"),
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
    Measure("deliveries", "deliveries", "times that PCA food came: the lines of one delivery on one day are one"),
    Measure("deliveries_promised", "deliveries", "of these, those that say for which day they were promised"),
    Measure("deliveries_late", "deliveries", "of those promised, those that came after that day"),
    Measure("delivery_days_late", "days", "by how many days these came late, added"),
    Measure("collected_cents", "centimos", "what services brought: what somebody settled, else what was due"),
    Measure("credit_paid_cents", "centimos", "paid of rations eaten on credit, whenever they were eaten"),
    Measure("credit_forgiven_cents", "centimos", "debts for rations that the women forgave"),
    Measure("dues_cents", "centimos", "dues of socias"),
    Measure("subsidy_received_cents", "centimos", "the State's subsidy in cash, on the day it came"),
    Measure("income_aid_cents", "centimos", "money that others gave"),
    Measure("income_own_cents", "centimos", "the kitchen's own other income: activities, sales"),
    Measure("spent_subsidy_cents", "centimos", "spent from the State's subsidy"),
    Measure("spent_aid_cents", "centimos", "spent from what others gave"),
    Measure("spent_own_cents", "centimos", "spent from the kitchen's own money"),
    Measure("used_pca_value_cents", "centimos", "worth of the PCA food that went into the pot, where it says so"),
    Measure("used_donation_value_cents", "centimos", "the same of food that was given"),
    Measure("used_harvest_value_cents", "centimos", "the same of food of the kitchen's own garden"),
    Measure("used_unvalued_g", "g", "PCA, given and garden food used that says no worth; bought food counts when it is paid"),
    Measure("used_unvalued_ml", "ml", "the same, poured"),
)

#: Different people of a month, by `people.served`. They add across kitchens and never across months: the same people eat in both.
PEOPLE: tuple[Measure, ...] = (
    Measure("people_served", "people", "different people with a named plate that stands"),
    Measure("people_f", "people", "of these, women and girls, by what her latest plate says"),
    Measure("people_m", "people", "of these, men and boys, by what his latest plate says"),
    *(Measure(bracket_measure(b, "people"), "people", f"of these, aged {b} by the latest plate") for b in BRACKETS),
    *(Measure(f"people_{ration}", "people", f"of these, who had at least one plate of the class {ration}") for ration in CLASSES),
)

#: Of a month only. A balance is not a flow, and who pays for the plate is known when the month's money is.
MONTHLY: tuple[Measure, ...] = (
    *PEOPLE,
    Measure("people_on_roll", "people", "people on the roll at the end of the month's last day"),
    Measure("kitchens_reporting", "kitchens", "1 if the kitchen's notebook says something of a day of the month"),
    Measure("diners_cents", "centimos", "what diners paid, up to what the kitchen spent of its own money: `plate`"),
    Measure("women_cents", "centimos", "the rest of what it spent of its own money, and its garden's food used: `plate`"),
)

MEASURES = DAILY + MONTHLY
DAILY_NAMES = tuple(measure.name for measure in DAILY)
PEOPLE_NAMES = tuple(measure.name for measure in PEOPLE)
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
