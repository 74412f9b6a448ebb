"""The people of a month, counted where their plates are: the same as `people` counts in memory, without fetching every plate of the month
for every push. The rebuild counts with `people`, and a property holds both to one another.
"""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Integer, Select, and_, bindparam, case, cast, extract, func, or_, select
from sqlalchemy.engine import Connection

from app import clock
from app.among import bytewise, our_own
from app.books.rations.models import NamedRation
from app.books.rations.operations import BRACKETS, CLASSES
from app.rollups import facts
from app.rollups.measures import Figures, bracket_measure
from app.rollups.people import NOBODY
from app.rows import read_all
from app.sync.models import LAST

#: What a plate says of who ate it, as one number that sorts as `people.served` compares: the day of the month, then sex, then bracket.
SEXES, SORTED = ("f", "m"), sorted(BRACKETS)
_DAY, _SEX = 100, 10

_KITCHEN: BindParameter[int] = bindparam("kitchen_id")
_AT: BindParameter[int] = bindparam("at")
_FIRST: BindParameter[Any] = bindparam("first")
_LAST: BindParameter[Any] = bindparam("last")


def _stands(fact: Any) -> ColumnElement[bool]:
    # Added to nothing, or else PostgreSQL may take "up to the end" for a way to find the few that are wanted, and read the whole log.
    return and_(fact.seq + our_own(0) <= _AT, or_(fact.undone_seq.is_(None), fact.undone_seq > _AT))


def _place(column: Any, codes: list[str]) -> ColumnElement[int]:
    return case(*((column == our_own(code), our_own(place)) for place, code in enumerate(codes, 1)), else_=our_own(0))


def _people() -> Any:
    """A row for each person, with the number of her latest plate and whether she had one of each class."""
    fact = NamedRation.__table__.c
    day = cast(extract("day", fact.on), Integer)
    said = day * our_own(_DAY) + _place(fact.sex, list(SEXES)) * our_own(_SEX) + _place(fact.bracket, SORTED)
    had = (func.max(case((fact.ration_class == our_own(ration), our_own(1)), else_=our_own(0))).label(ration) for ration in CLASSES)
    mine = and_(fact.kitchen_id == _KITCHEN, fact.on.between(_FIRST, _LAST), _stands(fact))
    return select((func.max(said) % our_own(_DAY)).label("said"), *had).where(mine).group_by(bytewise(fact.person))


def _on_roll() -> Select[Any]:
    """How many are on the roll at the end of a day: registered, and the last thing said of their leaving is not that they left."""
    act = facts.ACTS.order_by(None).subquery("act").c

    def last(kind: str) -> ColumnElement[int]:
        return func.coalesce(func.max(case((act.kind == f"beneficiary.{kind}", act.seq))), 0)

    said = select(bytewise(act.person)).where(act.on <= _LAST, _stands(act)).group_by(bytewise(act.person))
    here = said.having(last("registered") > 0, last("returned") >= last("left"))
    return select(func.count().label("many")).select_from(here.subquery("here"))


_person = _people().subquery("person").c
_HAD = (func.sum(_person[ration], type_=Integer).label(ration) for ration in CLASSES)
_ROLL = _on_roll()
#: What `told` reads: the people by sex and bracket, and how many of them had a plate of each class.
PEOPLE = {"people": select(_person.said, func.count().label("many"), *_HAD).group_by(_person.said)}


def told(found: Mapping[str, list[Any]]) -> Figures:
    """The different people who ate by name in a month, out of the answers to `PEOPLE`."""
    made = dict(NOBODY)
    for row in found["people"]:
        sex, bracket = divmod(row.said, _SEX)
        for measure in ("people_served", *_measures(sex, bracket)):
            made[measure] += row.many
        for ration in CLASSES:
            made[f"people_{ration}"] += getattr(row, ration)
    return made


def counted(connection: Connection, kitchen_id: int, period: str, at: int | None) -> Figures:
    """The same, asked."""
    return told(read_all(connection, PEOPLE, values(kitchen_id, period, at)))


def on_roll(connection: Connection, kitchen_id: int, period: str, at: int | None) -> int:
    """How many were on the roll at the end of a month, as the log stood at `at`."""
    return int(connection.execute(_ROLL, values(kitchen_id, period, at)).scalar_one())


def _measures(sex: int, bracket: int) -> list[str]:
    """The measures of a sex and a bracket by their places, 0 where the plate does not say."""
    return [f"people_{SEXES[sex - 1]}"] * bool(sex) + [bracket_measure(SORTED[bracket - 1], "people")] * bool(bracket)


def values(kitchen_id: int, period: str, at: int | None) -> dict[str, Any]:
    """What `PEOPLE` is asked for: a kitchen's month, as the log stood at `at`."""
    # Nothing is undone after the end of the log, so one query serves both.
    upto = LAST if at is None else at
    return {"kitchen_id": kitchen_id, "first": clock.first_day(period), "last": clock.last_day(period), "at": upto}
