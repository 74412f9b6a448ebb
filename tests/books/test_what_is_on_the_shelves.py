"""The stock of a kitchen on the server: as of any day, and whoever sends what in whatever order."""

from datetime import date
from typing import Any

from sqlalchemy import select

from app.books.pantry.models import StockMove
from app.books.pantry.stock import Stock, stock
from app.database import reading
from tests.a_phone import APhone
from tests.stories import Confederation

RICE = {"food": "arroz", "source": "pca"}


def shelf(confederation: Confederation, upto: str = "2099-12-31") -> Stock:
    """The PCA's rice in *Manos Unidas* at the end of a day."""
    table: Any = StockMove.__table__
    mine = (table.c.kitchen_id == confederation.kitchens["manos"]) & (table.c.on <= date.fromisoformat(upto))
    with confederation.app.app_context(), reading() as connection:
        return stock(connection.execute(select(table).where(mine)))["arroz", "pca"]


def counts_the_rice(phone: APhone, qty: int, on: str, **more: Any) -> str:
    """Somebody looks at the shelf at the end of a day."""
    return phone.write("food.counted", {**RICE, "qty": qty, **more}, on=on)


def test_the_stock_of_a_day_knows_nothing_of_later_days(confederation: Confederation) -> None:
    phone = confederation.a_phone()
    phone.receives("arroz", 50_000, lot="A", expires_on="2026-12-31")
    phone.uses("arroz", 8_000, on="2026-03-03")
    counts_the_rice(phone, 40_000, "2026-03-04")
    phone.uses("arroz", 5_000, on="2026-03-05")
    phone.syncs()
    assert [shelf(confederation, f"2026-03-0{day}").balance for day in (2, 3, 4, 5)] == [50_000, 42_000, 40_000, 35_000]
    assert shelf(confederation).adjusted == -2_000
    assert shelf(confederation).lots == {("A", date(2026, 12, 31)): 50_000}


def test_what_was_forgotten_before_a_count_changes_what_it_found_and_not_what_there_is(confederation: Confederation) -> None:
    phone, late = confederation.a_phone(), confederation.a_phone()
    phone.receives("arroz", 50_000)
    counts_the_rice(phone, 40_000, "2026-03-04")
    phone.syncs()
    assert (shelf(confederation).balance, shelf(confederation).adjusted) == (40_000, -10_000)
    late.uses("arroz", 9_000, on="2026-03-03")
    late.syncs()
    assert (shelf(confederation).balance, shelf(confederation).adjusted) == (40_000, -1_000)


def test_a_second_count_is_believed_and_undone_gives_the_first_back(confederation: Confederation) -> None:
    phone = confederation.a_phone()
    first = counts_the_rice(phone, 40_000, "2026-03-04")
    second = counts_the_rice(phone, 35_000, "2026-03-04", replaces=[first])
    phone.syncs()
    assert shelf(confederation).balance == 35_000
    phone.undoes(second)
    phone.syncs()
    assert shelf(confederation).balance == 40_000
