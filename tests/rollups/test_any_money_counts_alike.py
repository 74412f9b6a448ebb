"""Whatever is written of money, in whatever order it comes and however often, counts alike; and the parts of a plate are its cost."""

from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from app.books.cashbook.box import cash_day
from app.books.cashbook.models import CashEntry
from app.database import reading
from app.rollups import check, totals
from app.rollups.measures import DAILY_NAMES, Figures
from app.rollups.plate import own_parts, plate
from app.sync import append
from tests.rollups.a_notebook import CASH, FACTS, cut, notebooks
from tests.rollups.test_any_notebook_counts_alike import days, one_database, told
from tests.stories import Confederation


@one_database
@given(whole=notebooks(CASH), data=st.data())
def test_money_in_any_order_and_again_gives_the_same_books_and_figures(
    confederation: Confederation, whole: list[Any], data: st.DataObject
) -> None:
    with confederation.app.app_context():
        kitchens = [told([whole]), told(data.draw(cut(st.permutations(whole))))]
        append(kitchens[1], data.draw(st.permutations(whole)))  # all of it once more
        assert _books(kitchens[0]) == _books(kitchens[1])
        assert [row[1:] for row in sorted(days(kitchens[0]))] == [row[1:] for row in sorted(days(kitchens[1]))]
        assert check.kitchen(kitchens[1]) == []


def _books(kitchen: int) -> dict[Any, Any]:
    with reading() as connection:
        mine = select(CashEntry.__table__).where(CashEntry.kitchen_id == kitchen, CashEntry.undone_seq.is_(None))
        rows = list(connection.execute(mine))
    return {on: cash_day(row for row in rows if row.on == on) for on in {row.on for row in rows}}


@one_database
@given(whole=notebooks(FACTS))
def test_the_parts_of_a_plate_are_always_its_cost(confederation: Confederation, whole: list[Any]) -> None:
    with confederation.app.app_context():
        kitchen = told([whole])
        with reading() as connection:
            months = {period: totals.unit(connection, kitchen, period) for period in {row.period for row in days(kitchen)}}
    for period, line in months.items():
        assert line is not None
        assert line.figures is not None, period
        made = line.figures
        paid = plate(made)
        in_kind = sum(made[f"used_{source}_value_cents"] for source in ("pca", "donation", "harvest"))
        assert paid.state + paid.donations + paid.diners + paid.women == paid.cost
        assert paid.cost == in_kind + sum(made[f"spent_{fund}_cents"] for fund in ("subsidy", "aid", "own"))
        assert 0 <= paid.diners <= made["collected_cents"] + made["credit_paid_cents"]


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(st.fixed_dictionaries({name: st.integers(-10_000, 10_000) for name in DAILY_NAMES if name.endswith("_cents")}))
def test_the_parts_are_the_cost_also_where_adjustments_make_them_negative(month: Figures) -> None:
    parts = own_parts(month)
    assert parts["diners_cents"] >= 0
    assert sum(parts.values()) == month["used_harvest_value_cents"] + month["spent_own_cents"]
