"""Who pays for the plate, as a table: reconciled with a sum by hand."""

from pathlib import Path

import pytest

from tests.reports.taking import read, take
from tests.stories import Confederation

PARTS = ("Estado, en víveres", "Estado, en dinero", "Comensales", "Las mujeres del comedor", "Donaciones y ayudas")


@pytest.fixture
def march(confederation: Confederation) -> Confederation:
    """Manos Unidas cooked with everybody's help; Ñawi Wasi wrote down only plates; Nueva Esperanza nothing."""
    manos = confederation.a_phone("manos")
    manos.counts(paid=100, price=300)
    for source, cents in (("pca", 10_000), ("donation", 2_000), ("harvest", 500)):
        manos.write("food.used", {"food": "arroz", "source": source, "qty": 20_000, "value_cents": cents})
    manos.write("food.used", {"food": "papa", "source": "donation", "qty": 1_500})
    for fund, cents in (("subsidy", 5_000), ("social_aid", 1_000), ("own", 36_500)):
        manos.write("cash.spent", {"amount_cents": cents, "fund": fund, "category": "food"})
    wasi = confederation.a_phone("wasi")
    wasi.counts(paid=9)
    assert (manos.syncs(), wasi.syncs()) == (200, 200)
    return confederation


def test_the_parts_are_those_of_a_sum_by_hand(march: Confederation, tmp_path: Path) -> None:
    take(march, "quien-paga-el-plato", tmp_path / "q.csv")
    one = {line["Código"]: line for line in read(tmp_path / "q.csv") if line["Nivel"] == "Cocina"}
    manos = one["K-001"]
    # The diners paid 300.00 of the 365.00 spent; the women the other 65.00, and 5.00 of their garden.
    assert [manos[f"{part} (S/)"] for part in PARTS] == ["100.00", "50.00", "300.00", "70.00", "30.00"]
    assert (manos["Estado, en total (S/)"], manos["Costo de los platos (S/)"]) == ("150.00", "550.00")
    assert (manos["Costo por ración (S/)"], manos["Parte del Estado (% del costo)"]) == ("5.50", "27.3")
    assert manos["Alimentos usados sin valor anotado, sólidos (kg)"] == "1.5"


def test_a_kitchen_without_money_has_no_share_and_a_silent_one_no_figures(march: Confederation, tmp_path: Path) -> None:
    take(march, "quien-paga-el-plato", tmp_path / "q.csv")
    one = {line["Código"]: line for line in read(tmp_path / "q.csv") if line["Nivel"] == "Cocina"}
    assert (one["K-003"]["Costo de los platos (S/)"], one["K-003"]["Parte del Estado (% del costo)"]) == ("0.00", "")
    assert {one["K-002"][f"{part} (S/)"] for part in PARTS} == {""}


def test_totals_divide_sums_and_do_not_add_shares(march: Confederation, tmp_path: Path) -> None:
    take(march, "quien-paga-el-plato", tmp_path / "q.csv")
    nation = next(line for line in read(tmp_path / "q.csv") if line["Nivel"] == "Total nacional")
    assert (nation["Raciones en total"], nation["Costo por ración (S/)"]) == ("109", "5.05")
    assert nation["Parte del Estado (% del costo)"] == "27.3"


def test_what_is_officially_said_stands_beside_it_with_its_sources(march: Confederation, tmp_path: Path) -> None:
    take(march, "quien-paga-el-plato", tmp_path / "q.csv", "--statement")
    said = (tmp_path / "q.csv.txt").read_text()
    assert said.count("Lo que se dice oficialmente: ") == 3
    assert "65\xa0% de cada ración. Fuente: Ley 25307" in said
    assert "Lo sacó: " in said
    assert "Incluye ajustes" not in said, "it has no such columns: they are the consolidated one's"
