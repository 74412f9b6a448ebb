"""The demo's kitchens write what a real one could, through the same door, and the same again when they are asked again."""

from collections import Counter
from datetime import date

from app.database import reading
from app.demo.life import Life
from app.rollups import check, totals
from app.rollups.plate import plate
from app.sync import append
from tests.stories import Confederation

LAST = date(2026, 3, 31)


def test_a_month_is_accepted_whole_and_repeats_itself(confederation: Confederation) -> None:
    kitchen = confederation.kitchens["manos"]
    with confederation.app.app_context():
        for answer in ("accepted", "repeated"):
            life = Life("DEMO-00001")
            written = [*life.roll(), *life.month("2026-03", LAST)]
            assert Counter(said.answer for said in append(kitchen, written, "a-phone")) == {answer: len(written)}
        assert check.kitchen(kitchen) == []


def test_the_state_pays_for_about_a_fifth_of_the_plates(confederation: Confederation) -> None:
    plates = []
    with confederation.app.app_context():
        for number, kitchen in enumerate(confederation.kitchens.values(), 1):
            life = Life(f"DEMO-{number:05d}")
            append(kitchen, [*life.roll(), *life.month("2026-03", LAST)], "a-phone")
            with reading() as connection:
                line = totals.unit(connection, kitchen, "2026-03")
            assert line is not None
            assert line.figures is not None
            plates.append(plate(line.figures))
    share = sum(paid.state for paid in plates) / sum(paid.cost for paid in plates)
    assert 0.12 < share < 0.28
    assert all(paid.women > 0 and paid.donations > 0 for paid in plates)
