"""Totals by the federation's tree and by the territory, against sums that know nothing of the tables they come from."""

import csv
import io
from collections import Counter
from datetime import date
from typing import Any

import pytest

from app.clock import first_day
from app.database import reading, writing
from app.federation import registry
from app.federation.models import Unit
from app.rollups import check, totals
from app.rollups.follow import catch_up
from tests.stories import Confederation

PERIODS = ("2026-03", "2026-04")
#: kitchen → (department, province, district, provincial organisation)
WHERE = {
    "manos": ("15", "1501", "150143", "P-LIMA"),
    "olla": ("15", "1501", "150132", "P-LIMA"),
    "wasi": ("08", "0801", "080101", "P-CUSCO"),
}


@pytest.fixture
def spring(confederation: Confederation) -> Counter[tuple[str, ...]]:
    """Two months of three kitchens; the paid plates of each place and organisation, added here as they are served."""
    served: Counter[tuple[str, ...]] = Counter()
    for n, (kitchen, places) in enumerate(WHERE.items(), start=1):
        phone = confederation.a_phone(kitchen)
        for day in range(1, 61):
            on = date.fromordinal(first_day("2026-03").toordinal() + day - 1)
            plates = (day * 7 + n * 13) % 40
            phone.counts(paid=plates, on=on.isoformat())
            for place in ("", *places):
                served[on.isoformat()[:7], place] += plates
        phone.syncs()
    with confederation.app.app_context():
        assert catch_up()
    return served


def paid(lines: list[totals.Line]) -> dict[str, int | None]:
    """Paid plates by code; None where nobody reported."""
    return {line.code: line.figures["rations_paid"] if line.figures else None for line in lines}


def test_every_level_is_the_sum_of_its_kitchens(confederation: Confederation, spring: Counter[Any]) -> None:
    with confederation.app.app_context(), reading() as connection:
        for period in PERIODS:
            assert paid(totals.level(connection, "provincial", period)) == {code: spring[period, code] for code in ("P-CUSCO", "P-LIMA")}
            assert paid(totals.level(connection, "national", period)) == {"N": spring[period, ""]}
            for level, place in (("department", 0), ("province", 1), ("district", 2)):
                expected = {places[place]: spring[period, places[place]] for places in WHERE.values()}
                assert paid(totals.places_at(connection, level, period)) == expected
            assert paid(totals.places_at(connection, "nation", period)) == {"": spring[period, ""]}


def test_who_looks_down_sees_the_parts_of_what_she_saw(confederation: Confederation, spring: Counter[Any]) -> None:
    with confederation.app.app_context(), reading() as connection:
        nation = totals.level(connection, "national", "2026-03")[0]
        below = {line.code: line for line in totals.children(connection, nation.id or 0, "2026-03")}
        lima = totals.children(connection, below["P-LIMA"].id or 0, "2026-03")
        assert (sum(line.expected for line in below.values()), nation.expected) == (3, 3)
        assert {line.code: line.level for line in lima} == {"K-002": "base", "D-VMT": "district"}
        assert sum(line.figures["rations_paid"] for line in lima if line.figures) == spring["2026-03", "P-LIMA"]
        assert paid(totals.places(connection, "1501", "2026-03")) == {code: spring["2026-03", code] for code in ("150132", "150143")}


def test_a_kitchen_that_moves_takes_only_the_months_after_along(confederation: Confederation, spring: Counter[Any]) -> None:
    manos = confederation.kitchens["manos"]
    with confederation.app.app_context():
        with writing() as connection:
            registry.move(connection, "K-001", "P-CUSCO", first_day("2026-04"))
        assert catch_up()
        with reading() as connection:
            months = {period: paid(totals.level(connection, "provincial", period)) for period in PERIODS}
            april = totals.unit(connection, manos, "2026-04")
        assert check.levels() == []
    moved = april.figures["rations_paid"] if april and april.figures else 0
    assert months["2026-03"] == {code: spring["2026-03", code] for code in ("P-CUSCO", "P-LIMA")}
    assert months["2026-04"] == {"P-CUSCO": spring["2026-04", "P-CUSCO"] + moved, "P-LIMA": spring["2026-04", "P-LIMA"] - moved}


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["--level", "province"], {"P-LIMA", "P-CUSCO"}),
        (["--level", "province", "--by", "territory"], {"1501", "0801"}),
        (["--level", "department"], {"15", "08"}),
        (["--level", "nation"], {""}),
        (["--level", "kitchen"], {"K-001", "K-002", "K-003"}),
    ],
)
def test_the_command_prints_a_level_by_code(confederation: Confederation, words: list[str], expected: set[str]) -> None:
    phone = confederation.a_phone()
    phone.counts(paid=3)
    phone.syncs()
    runner = confederation.app.test_cli_runner()
    runner.invoke(args=["rollups", "follow", "--once"])
    told = runner.invoke(args=["rollups", "totals", "--period", "2026-03", "--format", "csv", *words])
    assert told.exit_code == 0
    rows = list(csv.DictReader(io.StringIO(told.output)))
    assert {row["code"] for row in rows} == expected
    assert sum(int(row["rations_paid"] or 0) for row in rows) == 3


def test_a_name_in_the_commands_csv_is_no_formula(confederation: Confederation) -> None:
    with confederation.app.app_context(), writing() as connection:
        connection.execute(Unit.__table__.update().where(Unit.code == "K-001").values(name='=HYPERLINK("x")'))
    runner = confederation.app.test_cli_runner()
    told = runner.invoke(args=["rollups", "totals", "--period", "2026-03", "--format", "csv", "--level", "base"])
    names = {row["code"]: row["name"] for row in csv.DictReader(io.StringIO(told.output))}
    assert names["K-001"] == '\'=HYPERLINK("x")'


def test_a_level_that_is_not_there_is_answered_with_those_that_are(confederation: Confederation) -> None:
    told = confederation.app.test_cli_runner().invoke(args=["rollups", "totals", "--period", "2026-03", "--level", "barrio"])
    assert told.exit_code == 1
    assert "provincial" in told.output
