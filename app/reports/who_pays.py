"""`quien-paga-el-plato`: what the plates of a month cost in each kitchen and who bore it, and the same by the tree and by the territory."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection

from app.reports.kitchens import COUNTS, about_columns, headed, kitchens
from app.reports.levels import Told, totals
from app.reports.span import Span
from app.reports.table import Column, Remark, Report
from app.rollups.measures import all_rations
from app.rollups.plate import PARTS, Plate, plate
from app.words import say

NAME = "quien-paga-el-plato"

#: What adds, with its unit; the state's and the whole cost follow from the parts, and the rest from those.
ADDED = {"rations": "rations"} | {f"{part}_cents": "centimos" for part in (*PARTS, "state", "cost")}
UNVALUED = {"unvalued_g": "g", "unvalued_ml": "ml"}
REACHED = {"cost_per_ration_cents": "centimos", "state_permille": "permille"}


def build(connection: Connection, unit: Any, span: Span) -> Report:
    """The plate of every kitchen that hung from a unit (a row with id, code, name and level) in the month."""
    found = [kitchen | _plate(kitchen["figures"]) for kitchen in kitchens(connection, unit, span)]
    added = [total | reached(total) for total in totals(found, unit, span, (*COUNTS, *ADDED, *UNVALUED))]
    columns = _columns()
    notes = ("silence", "plate_parts", "plate_unvalued", "plate_hours", "adjustments_within", "units")
    return Report.of(connection, NAME, unit, span, columns, found, added, notes=notes, remarks=claims())


def reached(row: Mapping[str, Any]) -> dict[str, int]:
    """What a ration costs, in centimos, and the State's part in thousandths; neither where there is nothing to divide by. Of totals too:
    these two do not add."""
    made = {}
    if row.get("rations", 0) > 0:
        made["cost_per_ration_cents"] = round(row["cost_cents"] / row["rations"])
    if row.get("cost_cents", 0) > 0:
        made["state_permille"] = round(1000 * row["state_cents"] / row["cost_cents"])
    return made


def claims() -> list[Remark]:
    """What is officially said of the State's part, each with its source; beside the figures, never in them."""
    label, said = say("reports", "claims_label"), say("reports", "claims").splitlines()
    return [(label, line) for line in said]


def _columns() -> list[Column]:
    return about_columns() + [headed(name, unit) for name, unit in (ADDED | REACHED | UNVALUED).items()]


def _plate(figures: Mapping[str, int] | None) -> Told:
    """None of it for a silent kitchen: its cells stay empty, because silence is not zero."""
    if figures is None:
        return {}
    of: Plate = plate(figures)
    told = {"rations": all_rations(figures)} | {f"{part}_cents": cents for part, cents in of.parts.items()}
    told |= {"state_cents": of.state, "cost_cents": of.cost}
    return told | {"unvalued_g": of.unvalued_g, "unvalued_ml": of.unvalued_ml} | reached(told)
