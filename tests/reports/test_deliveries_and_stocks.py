"""The State's deliveries as a table, and what was on the shelves when a month or a quarter began and ended."""

from pathlib import Path

import pytest

from tests.reports.taking import read, take
from tests.stories import Confederation


@pytest.fixture
def march(confederation: Confederation) -> Confederation:
    """Manos Unidas had rice from February, and in March a delivery came four days late and short; Ñawi Wasi cooked without deliveries."""
    manos = confederation.a_phone("manos", day="2026-02-10")
    manos.receives("arroz", 100_000)
    manos.day = "2026-03-06"
    oca = manos.write("food.named", {"name": "Oca", "measure": "g"})
    together = {"delivery": oca, "document": "PECOSA 12", "asked_on": "2026-02-20", "promised_on": "2026-03-02"}
    manos.receives("arroz", 150_000, asked_qty=200_000, promised_qty=180_000, value_cents=52_500, **together)
    manos.receives("aceite", 24_000, promised_qty=24_000, **together)
    manos.receives(oca, 5_000, measure="g")
    manos.uses("arroz", 8_000)
    manos.write("food.wasted", {"food": "arroz", "source": "pca", "qty": 2_000, "reason": "pests"})
    manos.write("food.counted", {"food": "arroz", "source": "pca", "qty": 235_000}, on="2026-03-07")
    manos.uses("arroz", 5_000, on="2026-03-09")
    wasi = confederation.a_phone("wasi")
    wasi.counts(paid=9)
    assert (manos.syncs(), wasi.syncs()) == (200, 200)
    return confederation


def test_a_delivery_says_what_was_asked_promised_and_received_and_how_late(march: Confederation, tmp_path: Path) -> None:
    take(march, "entregas", tmp_path / "e.csv")
    rows = [line for line in read(tmp_path / "e.csv") if line["Nivel"] == "Cocina" and line["Código"] == "K-001"]
    rice = next(line for line in rows if line["Alimento"] == "Arroz")
    assert (rice["Documento"], rice["Pedido (kg o L)"], rice["Prometido (kg o L)"], rice["Recibido (kg o L)"]) == (
        "PECOSA 12",
        "200",
        "180",
        "150",
    )
    assert (rice["Faltó de lo prometido (kg o L)"], rice["Faltó de lo pedido (kg o L)"], rice["Valor (S/)"]) == ("30", "50", "525.00")
    assert (rice["Pedido el"], rice["Prometido para el"], rice["Recibido el"]) == ("2026-02-20", "2026-03-02", "2026-03-06")
    assert rice["Días entre el pedido y la llegada"] == "14"
    assert rice["Días de diferencia con lo prometido (más es tarde)"] == "4"
    assert rice["Llegó tarde"] == "Sí"
    own = next(line for line in rows if line["Alimento"] == "Oca")
    assert (own["Unidad"], own["Llegó tarde"], own["Prometido (kg o L)"]) == ("kg", "", "")
    assert len({line["Entrega N°"] for line in rows}) == 2, "rice and oil came together, the oca alone"


def test_deliveries_add_up_and_a_kitchen_without_one_differs_from_a_silent_one(march: Confederation, tmp_path: Path) -> None:
    take(march, "entregas", tmp_path / "e.csv")
    lines = read(tmp_path / "e.csv")
    nation = [line for line in lines if line["Nivel"] == "Total nacional"]
    assert [nation[0][name] for name in ("Entregas", "Entregas que llegaron tarde", "Días de atraso", "Líneas")] == ["2", "1", "4", "3"]
    assert (nation[0]["Cocinas abiertas"], nation[0]["Cocinas que informaron"]) == ("3", "2")
    assert [(line["Alimento"], line["Recibido (kg o L)"]) for line in nation[1:]] == [("Aceite", "24"), ("Arroz", "150"), ("Oca", "5")]
    one = {line["Código"]: line for line in lines if line["Nivel"] == "Cocina"}
    assert (one["K-003"]["Informó"], one["K-003"]["Entregas"]) == ("Sí", "0")
    assert (one["K-002"]["Informó"], one["K-002"]["Entregas"]) == ("No", "")


def shelf(lines: list[dict[str, str]], level: str, food: str) -> list[str]:
    """A shelf's figures: start, received, used, wasted, adjusted, end."""
    names = ("Saldo al empezar", "Recibido", "Usado", "Perdido", "Ajustado por conteo", "Saldo al terminar")
    return next([line[f"{name} (kg o L)"] for name in names] for line in lines if (line["Nivel"], line["Alimento"]) == (level, food))


def test_stock_at_the_start_and_the_moves_give_the_stock_at_the_end(march: Confederation, tmp_path: Path) -> None:
    take(march, "existencias", tmp_path / "x.csv")
    lines = read(tmp_path / "x.csv")
    assert shelf(lines, "Cocina", "Arroz") == ["100", "150", "13", "2", "-5", "230"]
    assert shelf(lines, "Total nacional", "Arroz") == shelf(lines, "Cocina", "Arroz")
    assert shelf(lines, "Cocina", "Oca") == ["0", "5", "0", "0", "0", "5"]


def test_a_quarter_begins_with_its_first_month(march: Confederation, tmp_path: Path) -> None:
    take(march, "existencias", tmp_path / "x.csv", "--period", "2026-T1", "--statement")
    assert shelf(read(tmp_path / "x.csv"), "Cocina", "Arroz") == ["0", "250", "13", "2", "-5", "230"]
    assert "enero a marzo de 2026 (2026-T1)" in (tmp_path / "x.csv.txt").read_text()
    assert "2026-T1" in take(march, "entregas", tmp_path / "e.csv", "--period", "2026-T5").output


def test_of_a_kitchen_that_is_silent_only_what_it_had_is_known(march: Confederation, tmp_path: Path) -> None:
    take(march, "existencias", tmp_path / "x.csv", "--period", "2026-04")
    lines = read(tmp_path / "x.csv")
    assert shelf(lines, "Cocina", "Arroz") == ["230", "", "", "", "", ""]
    assert [line for line in lines if line["Nivel"] == "Total nacional" and line["Alimento"]] == []


@pytest.mark.parametrize("name", ["entregas", "existencias"])
def test_the_workbook_says_the_same(march: Confederation, tmp_path: Path, name: str) -> None:
    told = [take(march, name, tmp_path / f"f.{form}", form=form).output.split()[-1] for form in ("csv", "xlsx")]
    assert told[0] == told[1], "the checksum"
