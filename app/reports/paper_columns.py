"""Which columns of a table stand on paper, and how wide they are: a sheet of A4 has room for fourteen, a workbook for all."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple, Self

from app.reports import consolidated, deliveries, roll, stocks, who_pays
from app.reports.official_roll import OFFICIAL
from app.reports.table import Column

#: Between the margins of a sheet that lies, and between two columns, in millimetres.
SHEET, GUTTER = 275, 1.6
#: Millimetres of the columns whose width is known; the others share what is left.
WIDE: dict[str, float] = {"level": 30, "code": 15, "name": 40, "district": 27, "reported": 10, "delivery": 10, "late": 9, "measure": 9}
WIDE |= {"food": 24, "source": 22, "document": 17, "supplier": 19, "asked_on": 15, "promised_on": 15, "received_on": 15}
WIDE |= {"days_late": 14, "adjusted_on": 15, "handed_in_on": 18, "roll_number": 7, "roll_dni": 15, "roll_pregnant": 10}
WIDE |= {"roll_disability": 13, "roll_settlement": 12, "roll_type": 14, "roll_guardian_dni": 15}
#: What columns of a name or a unit get of it, where others get 1.
SHARES = {"cost_per_ration_cents": 0.8, "state_permille": 0.8, "days": 0.85}
SHARES |= {"centimos": 1.35, "g": 1.2, "ml": 1.2, "qty": 1.2, "kitchens": 0.85}


class Paper(NamedTuple):
    """The names of the columns of the rows, of the totals and of the details, in the order in which they stand."""

    rows: tuple[str, ...]
    totals: tuple[str, ...] = ()
    details: tuple[str, ...] = ()


_KITCHEN, _TOTAL = ("code", "name", "district"), ("level", "code", "name", "kitchens_expected", "kitchens_reporting")
_PLATES = ("rations", "rations_member", "rations_cook", "rations_paid", "rations_credit", "rations_social_case")
_MONTH = (*_PLATES, "people_served", "due_cents", "food_received_g", "food_received_ml")
_PLATE = tuple(who_pays.ADDED | who_pays.REACHED | who_pays.UNVALUED)
_MOVED = (*deliveries.OF_FOODS, "value_cents")
_ADJUSTED = ("due_cents", "food_received_value_cents")

PAPERS = {
    consolidated.NAME: Paper(
        (*_KITCHEN, "days_served", *_MONTH), (*_TOTAL, *_MONTH), ("code", "name", "adjusted_on", *_PLATES, *_ADJUSTED)
    ),
    who_pays.NAME: Paper((*_KITCHEN, *_PLATE), (*_TOTAL, *_PLATE)),
    deliveries.NAME: Paper(
        ("code", "name", "delivery", "document", "food", "measure", *deliveries.DATES, "days_late", *_MOVED),
        ("level", "code", "name", "food", "measure", "deliveries", "deliveries_late", "delivery_days_late", *_MOVED),
    ),
    stocks.NAME: Paper((*_KITCHEN, *stocks.TOLD, *stocks.FIGURES), (*_TOTAL, *stocks.TOLD, *stocks.FIGURES)),
    roll.NAME: Paper((*(f"roll_{name}" for name in OFFICIAL), "code"), details=("code", "name", *roll.PADRONES)),
}


@dataclass(frozen=True)
class Chosen:
    """The columns of a table that stand on paper: where each is in a row, what it is, and its width in millimetres."""

    places: list[int]
    columns: list[Column]
    widths: list[float]

    @classmethod
    def of(cls, columns: Sequence[Column], names: Sequence[str]) -> Self:
        """Those that are named, in the order of the names; a file of one kitchen lacks some."""
        where = {column.name: place for place, column in enumerate(columns)}
        places = [where[name] for name in names if name in where]
        shown = [columns[place] for place in places]
        shares = [0 if column.name in WIDE else SHARES.get(column.name, SHARES.get(column.unit, 1)) for column in shown]
        left = SHEET - GUTTER * (len(shown) - 1) - sum(WIDE.get(column.name, 0) for column in shown)
        one = left / max(sum(shares), 1)
        return cls(places, shown, [WIDE.get(column.name, one * share) for column, share in zip(shown, shares, strict=True)])
