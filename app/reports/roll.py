"""`padron`: the people of the padrones that kitchens handed in, in the official columns. The one report in which names leave.

A padrón is told as it stood on the day on which the kitchen handed it in, as far as its notebook knew then; what is told of each person is
what the notebook says today, because a correction is her right. Who asked not to stand in lists, and who was erased, is left out, also
where she is somebody's guardian.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, Integer, bindparam, or_, select

from app.among import Many, among
from app.books.notebook.models import HandedInRoll
from app.books.roll.models import Beneficiary
from app.federation.models import LEVELS, Kitchen, Unit
from app.places.models import Place
from app.reports.kitchens import headed, inside
from app.reports.official_roll import OFFICIAL, Known, Official
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

#: Kitchens that are asked about together, and are in memory together.
AT_ONCE = 20
_person = Beneficiary.__table__.c
_objected = or_(_person.objected_on.is_not(None), _person.erasure_asked_on.is_not(None))
_KNOWN = select(_person.kitchen_id, _person.id, _person.sealed, _person.hidden, _objected).where(
    among(_person.kitchen_id, bindparam("kitchens", type_=Many(Integer)))
)


def build(connection: Connection, unit: Any, span: Span) -> Report:
    """The padrones of the kitchens that hung from a unit in the month, each as last handed in by the month's end. Its rows come one by
    one: however many people there are, only those of a few kitchens are in memory."""
    report = Report.of(
        connection,
        NAME,
        unit,
        span,
        _columns(alone=_alone(unit)),
        (),
        (),
        detail_columns=[headed(name) for name in WHOSE] + [headed(name, of) for name, of in PADRONES.items()],
        notes=("roll_day", "roll_left_out", "roll_columns", "roll_care"),
    )
    report.rows = _rows(connection, unit, span, report)
    return report


def _alone(unit: Any) -> bool:
    """Whether the file is one kitchen's, and need not say whose its rows are."""
    return bool(unit.level == LEVELS[-1])


def _columns(*, alone: bool) -> list[Column]:
    return [headed(f"roll_{name}", unit) for name, unit in OFFICIAL.items()] + ([] if alone else [headed(name) for name in WHOSE])


def _rows(connection: Connection, unit: Any, span: Span, report: Report) -> Iterator[Row]:
    """Every person's row; what is told of the padrones themselves is put into the report on the way."""
    handed, official, alone = _handed_in(connection, unit, span), Official(), _alone(unit)
    total: Counter[str] = Counter()
    for some in _few(list(connection.execute(_kitchens(unit, span)))):
        rolls = _rolls(connection, [kitchen.id for kitchen in some if kitchen.id in handed])
        for kitchen in some:
            told = _Padron(official, kitchen, handed[kitchen.id], *rolls[kitchen.id]) if kitchen.id in handed else None
            yield from told.rows(() if alone else (kitchen.code, kitchen.name)) if told else ()
            report.details.append([kitchen.code, kitchen.name, *(told.counted() if told else [None] * len(PADRONES))])
            total.update({"kitchens": 1, "padrones": int(told is not None)} | (told.left_out if told else {}))
    said = say("reports", "rolls_counted", **{name: number(total[name]) for name in ("kitchens", "padrones", "objected", "gone")})
    report.remarks.append((say("reports", "rolls_label"), said))


def _few(kitchens: list[Any]) -> Iterator[list[Any]]:
    return (kitchens[start : start + AT_ONCE] for start in range(0, len(kitchens), AT_ONCE))


def _rolls(connection: Connection, kitchen_ids: list[int]) -> dict[int, tuple[dict[str, Known], list[Any]]]:
    """By kitchen, who is known to its roll, and what its log says of people coming and going."""
    known: dict[int, dict[str, Known]] = defaultdict(dict)
    for kitchen_id, person, sealed, hidden, objected in connection.execute(_KNOWN, {"kitchens": kitchen_ids}).all():
        known[kitchen_id][person] = Known(None if hidden else sealed, objected)
    acts = facts.roll_acts_of(connection, kitchen_ids)
    return {kitchen_id: (known[kitchen_id], acts[kitchen_id]) for kitchen_id in kitchen_ids}


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

    official: Official
    kitchen: Any
    handed: Any
    known: dict[str, Known]
    acts: list[Any]
    left_out: Counter[str] = field(default_factory=Counter)
    written: int = 0

    def rows(self, whose: Sequence[str]) -> list[Row]:
        """The official rows, numbered, by surname; `whose` stands behind each."""
        here = people.members(self.acts, self.handed.on, self.handed.seq)
        told = self.official.rows(self.kitchen.id, self.kitchen.district or "", self.known, here, *whose)
        objected = sum(self.known[person].objected for person in here & self.known.keys())
        self.left_out = Counter(objected=objected, gone=len(here) - len(told) - objected)
        self.written = len(told)
        return told

    def counted(self) -> list[str | int | None]:
        """The columns of PADRONES."""
        return [self.handed.on.isoformat(), self.handed.count, self.written, self.left_out["objected"], self.left_out["gone"]]
