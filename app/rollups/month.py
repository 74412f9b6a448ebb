"""What a kitchen's month adds up to, out of its days and its people. Pure: the recount and the rebuild both add here."""

from typing import Any

from app.clock import period_of
from app.rollups.measures import Figures, summed
from app.rollups.people import NOBODY
from app.rollups.plate import own_parts


def month(period: str, days: list[Any], people: Figures) -> Figures:
    """The measures of a month from the rows of its days, adjustments too, and its different people; the closing roll is put in by `close`.

    In a month that holds only adjustments the kitchen was silent: nobody was served in it, and it does not report.
    """
    reporting = int(any(period_of(day.on) == period for day in days))
    made = summed(days)
    return made | own_parts(made) | (people if reporting else NOBODY) | {"people_on_roll": 0, "kitchens_reporting": reporting}


def close(row: dict[str, Any], on_roll: int) -> None:
    """Put the closing roll in a month's row, if the kitchen reports in it."""
    row["people_on_roll"] = on_roll if row["kitchens_reporting"] else 0
