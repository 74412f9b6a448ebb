"""Whatever a notebook says, in whatever order and pieces it comes, it counts alike, and the log makes the same figures again."""

from collections import Counter, defaultdict
from itertools import count
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from app.clock import period_of
from app.database import reading, writing
from app.federation import registry
from app.rollups import check, from_log
from app.rollups.follow import catch_up
from app.rollups.measures import DAILY_NAMES
from app.rollups.models import KitchenDay, KitchenMonth
from app.sync import append, log
from tests.rollups.a_notebook import ACCEPTED, FACTS, PERIODS, ROLL, cut, notebooks
from tests.stories import SINCE, Confederation

#: One database serves all examples of a test; each example founds kitchens of its own.
one_database = settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
_numbers = count(1)


def a_kitchen() -> int:
    """A kitchen that never existed."""
    with writing() as connection:
        return registry.add_kitchen(connection, f"X-{next(_numbers)}", "Nueva", "comedor", "150132", "P-LIMA", SINCE)


def told(pieces: list[list[dict[str, Any]]]) -> int:
    """A kitchen whose notebook got these pieces, one push each."""
    kitchen = a_kitchen()
    for piece in pieces:
        assert {answer.answer for answer in append(kitchen, piece)} == {"accepted"}
    return kitchen


def days(kitchen: int) -> list[Any]:
    """The kitchen's rows by day and period."""
    with reading() as connection:
        return list(connection.execute(select(KitchenDay.__table__).where(KitchenDay.kitchen_id == kitchen)))


@one_database
@given(pieces=cut(notebooks(st.one_of(FACTS, ROLL, ACCEPTED))))
def test_the_log_makes_the_same_books_and_figures_again(confederation: Confederation, pieces: list[list[Any]]) -> None:
    with confederation.app.app_context():
        kitchen = told(pieces)
        assert check.kitchen(kitchen) == []
        assert catch_up()
        assert check.levels() == []


@one_database
@given(pieces=cut(notebooks(st.one_of(FACTS, ACCEPTED))))
def test_what_is_booked_of_a_day_is_in_all_what_the_notebook_says_of_it(confederation: Confederation, pieces: list[list[Any]]) -> None:
    with confederation.app.app_context():
        kitchen = told(pieces)
        booked: dict[Any, Counter[str]] = defaultdict(Counter)
        for row in days(kitchen):
            booked[row.on].update({name: getattr(row, name) for name in DAILY_NAMES})
        assert _not_zero(booked) == _as_of_today(kitchen)


def _as_of_today(kitchen: int) -> dict[Any, dict[str, int]]:
    """Every day counted as if no month had ever been accepted."""
    with reading() as connection:
        operations = [o for o in log.whole(connection, kitchen) if o.kind != "month.accepted"]
    rows = from_log.figures(kitchen, operations, from_log.books(kitchen, operations))[KitchenDay.__table__]
    return _not_zero({row["on"]: {name: row[name] for name in DAILY_NAMES} for row in rows})


def _not_zero(days: dict[Any, Any]) -> dict[Any, dict[str, int]]:
    made = {on: {name: value for name, value in figures.items() if value} for on, figures in days.items()}
    return {on: figures for on, figures in made.items() if figures}


@one_database
@given(whole=notebooks(st.one_of(FACTS, ACCEPTED)), data=st.data())
def test_facts_in_another_order_count_alike_in_months_never_accepted(
    confederation: Confederation, whole: list[Any], data: st.DataObject
) -> None:
    accepted = {o["data"]["period"] for o in whole if o["kind"] == "month.accepted"}
    with confederation.app.app_context():
        kitchens = [told([whole]), told(data.draw(cut(st.permutations(whole))))]
        one, other = [sorted(row[1:] for row in days(kitchen) if _own(row, accepted)) for kitchen in kitchens]
        assert one == other
        if not accepted:
            assert _months(kitchens[0]) == _months(kitchens[1])


def _own(row: Any, accepted: set[str]) -> bool:
    return row.period == period_of(row.on) and row.period not in accepted


def _months(kitchen: int) -> dict[str, Any]:
    with reading() as connection:
        rows = connection.execute(select(KitchenMonth.__table__).where(KitchenMonth.kitchen_id == kitchen))
        return {row.period: tuple(row)[1:] for row in rows if row.period in PERIODS}
