"""The box of a kitchen on the server: each fund, and what a count finds beyond what was written."""

from collections import defaultdict
from datetime import date

from sqlalchemy import select

from app.books.cashbook.box import Box, box, cash_day
from app.books.cashbook.models import CashEntry
from app.database import reading
from tests.stories import Confederation

#: What the plates of the first service are worth, in centimos.
DUE = {date(2026, 3, 2): {1: 3_500}}


def the_box(confederation: Confederation, upto: str = "2099-12-31") -> Box:
    """The box of *Manos Unidas* at the end of a day."""
    entry = CashEntry.__table__.c
    mine = (entry.kitchen_id == confederation.kitchens["manos"]) & entry.undone_seq.is_(None) & (entry.on <= date.fromisoformat(upto))
    days = defaultdict(list)
    with confederation.app.app_context(), reading() as connection:
        for row in connection.execute(select(CashEntry.__table__).where(mine)):
            days[row.on].append(row)
    return box({on: cash_day(entries) for on, entries in days.items()}, DUE)


def test_every_fund_is_what_it_took_less_what_was_spent_from_it(confederation: Confederation) -> None:
    phone = confederation.a_phone()
    phone.receives_subsidy(30_000)
    phone.receives_income(20_000, "social_aid")
    phone.receives_income(5_000)
    phone.pays_dues(1_000, on="2026-03-03")
    phone.pays_credit(350, on="2026-03-03")
    phone.forgives(700, on="2026-03-03")  # moves nothing
    phone.spends(4_800, "subsidy", on="2026-03-04")
    phone.spends(2_000, "social_aid", on="2026-03-04")
    phone.spends(9_000, on="2026-03-04")
    phone.syncs()
    found = the_box(confederation)
    assert found.funds == {"subsidy": 25_200, "social_aid": 18_000, "own": 5_000 + 1_000 + 350 + 3_500 - 9_000}
    assert (found.balance, found.adjusted) == (44_050, 0)
    phone.settles(3_000)
    phone.syncs()
    assert the_box(confederation).balance == 43_550


def test_what_a_count_finds_is_the_kitchens_own_and_later_days_flow_on(confederation: Confederation) -> None:
    phone = confederation.a_phone()
    phone.receives_subsidy(30_000)
    phone.spends(4_000, "subsidy", on="2026-03-03")
    count = phone.counts_the_box(28_500, on="2026-03-03", reason="change")
    phone.spends(1_000, on="2026-03-04")
    phone.syncs()
    assert (the_box(confederation, "2026-03-03").balance, the_box(confederation).balance) == (28_500, 27_500)
    assert (the_box(confederation).adjusted, the_box(confederation).funds["own"]) == (-1_000, 3_500 - 1_000 - 1_000)
    phone.spends(500, on="2026-03-02")  # forgotten before the count
    phone.syncs()
    assert (the_box(confederation).balance, the_box(confederation).adjusted) == (27_500, -500)
    phone.undoes(count)
    phone.syncs()
    assert (the_box(confederation).balance, the_box(confederation).adjusted) == (28_000, 0)
