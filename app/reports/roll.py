"""`padron`: the people of the padrones that kitchens handed in, in the official columns. The one report in which names leave.

A padrón is told as it stood on the day on which the kitchen handed it in, as far as its notebook knew then; what is told of each person is
what the notebook says today, because a correction is her right. Who asked not to stand in lists, and who was erased, is left out, also
where she is somebody's guardian.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, select

from app.books.notebook.models import HandedInRoll
from app.books.roll.models import Beneficiary
from app.federation.models import LEVELS, Kitchen, Unit
from app.places.models import Place
from app.reports.kitchens import headed, inside
from app.reports.official_roll import OFFICIAL, Official
from app.reports.span import Span
from app.reports.table import Column, Report, Row
from app.rollups import facts, people
from app.rollups.levels import standing
from app.words import number, say

NAME = "padron"

#: In a file of several kitchens these say whose padrón a row is of; the official columns stand before them.
WHOSE = ("code", "name")
#: What the file says of each padrón: its day, how many people the kitchen counted, and how many rows there are and why not more.
PADRONES = {"handed_in_on": "date", "roll_said": "people", "roll_rows": "people", "roll_objected": "people", "roll_gone": "people"}


def build(connection: Connection, unit: Any, span: Span) -> Report:
    """The padrones of the kitchens that hung from a unit in the month, each as last handed in by the month's end. Its rows come one by
    one: however many people there are, only those of one kitchen are in memory."""
    report = Report.of(
        connection,
        NAME,
        unit,
        span,
        _columns(alone=unit.level == LEVELS[-1]),
        (),
        (),
        detail_columns=[headed(name) for name in WHOSE] + [headed(name, of) for name, of in PADRONES.items()],
        notes=("roll_day", "roll_left_out", "roll_columns", "roll_care"),
    )
    report.rows = _rows(connection, unit, span, report)
    return report


def _columns(*, alone: bool) -> list[Column]:
    return [headed(f"roll_{name}", unit) for name, unit in OFFICIAL.items()] + ([] if alone else [headed(name) for name in WHOSE])


def _rows(connection: Connection, unit: Any, span: Span, report: Report) -> Iterator[Row]:
    """Every person's row; what is told of the padrones themselves is put into the report on the way."""
    handed = _handed_in(connection, unit, span)
    total: Counter[str] = Counter()
    for kitchen in list(connection.execute(_kitchens(unit, span))):
        told = _Padron(connection, kitchen, handed[kitchen.id]) if kitchen.id in handed else None
        for row in told.rows() if told else ():
            yield row if unit.level == LEVELS[-1] else (*row, kitchen.code, kitchen.name)
        report.details.append([kitchen.code, kitchen.name, *(told.counted() if told else [None] * len(PADRONES))])
        total.update({"kitchens": 1, "padrones": int(told is not None)} | (told.left_out if told else {}))
    said = say("reports", "rolls_counted", **{name: number(total[name]) for name in ("kitchens", "padrones", "objected", "gone")})
    report.remarks.append((say("reports", "rolls_label"), said))


def _kitchens(unit: Any, span: Span) -> Any:
    columns = select(Unit.id, Unit.code, Unit.name, Place.name.label("district")).join(Kitchen, Kitchen.id == Unit.id)
    joined = columns.outerjoin(Place, Place.ubigeo == Kitchen.ubigeo)
    return joined.where(inside(Kitchen.id, unit, span), standing(span.period)).order_by(Kitchen.ubigeo, Unit.code)


def _handed_in(connection: Connection, unit: Any, span: Span) -> dict[int, Any]:
    """By kitchen, the handing-in that stands on the month's last day: of the latest day, and of one day the last said."""
    roll = HandedInRoll.__table__.c
    here = roll.undone_seq.is_(None) & (roll.on <= span.last) & inside(roll.kitchen_id, unit, span)
    rows = connection.execute(select(HandedInRoll.__table__).where(here).order_by(roll.on, roll.seq))
    return {row.kitchen_id: row for row in rows}


@dataclass
class _Padron:
    """One kitchen's padrón, as it was handed in."""

    connection: Connection
    kitchen: Any
    handed: Any
    left_out: Counter[str] = field(default_factory=Counter)
    written: int = 0

    def rows(self) -> Iterable[Row]:
        """The official rows, numbered, by surname."""
        table = Beneficiary.__table__
        known = self.connection.execute(select(table).where(table.c.kitchen_id == self.kitchen.id))
        official = Official(self.kitchen.id, self.kitchen.district or "", {row.id: row for row in known})
        here = people.members(facts.roll_acts(self.connection, self.kitchen.id), self.handed.on, self.handed.seq)
        told = [row for person in here if (row := official.row(person)) is not None]
        self.left_out = Counter(objected=len(here & official.objected), gone=len(here) - len(told) - len(here & official.objected))
        self.written = len(told)
        return official.in_order(told)

    def counted(self) -> list[str | int | None]:
        """The columns of PADRONES."""
        return [self.handed.on.isoformat(), self.handed.count, self.written, self.left_out["objected"], self.left_out["gone"]]
