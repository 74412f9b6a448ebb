"""The tree as it was in a month, and what may be written into it."""

from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy import Connection

from app.database import db, writing
from app.federation import registry, tree
from tests.stories import SINCE, Confederation

MARCH, APRIL = date(2026, 3, 1), date(2026, 4, 1)


def line(code: str, period: str) -> list[str]:
    """The codes from a unit up to the confederation."""
    db.session.rollback()
    unit = tree.by_code(code)
    assert unit is not None
    return [above.code for above in tree.line(unit.id, period)]


def moved(code: str, parent: str, since: date) -> None:
    """The unit hangs from another from a day on."""
    with writing() as connection:
        registry.move(connection, code, parent, since)


def test_a_kitchens_line_goes_up_to_the_confederation(confederation: Confederation) -> None:
    with confederation.app.app_context():
        assert line("K-001", "2026-03") == ["K-001", "D-VMT", "P-LIMA", "N"]
        assert line("K-002", "2026-03") == ["K-002", "P-LIMA", "N"]
        assert line("K-001", "2023-12") == ["K-001"], "before it joined it hung from nothing"


def test_a_kitchen_that_moves_leaves_its_past_where_it_was(confederation: Confederation) -> None:
    with confederation.app.app_context():
        moved("K-002", "P-CUSCO", MARCH)
        moved("K-002", "P-CUSCO", MARCH)
        assert line("K-002", "2026-02") == ["K-002", "P-LIMA", "N"]
        assert line("K-002", "2026-03") == ["K-002", "P-CUSCO", "N"]
        moved("K-002", "D-VMT", MARCH)
        assert line("K-002", "2026-03") == ["K-002", "D-VMT", "P-LIMA", "N"], "the same month decided anew"
        moved("K-002", "P-CUSCO", APRIL)
        assert line("K-002", "2026-03")[1] == "D-VMT"
        assert line("K-002", "2026-04")[1] == "P-CUSCO"


def test_an_organisation_moves_with_all_below_it(confederation: Confederation) -> None:
    with confederation.app.app_context():
        moved("D-VMT", "P-CUSCO", MARCH)
        assert line("K-001", "2026-02") == ["K-001", "D-VMT", "P-LIMA", "N"]
        assert line("K-001", "2026-03") == ["K-001", "D-VMT", "P-CUSCO", "N"]


REFUSED: dict[str, Callable[[Connection], object]] = {
    "code_taken": lambda c: registry.add_unit(c, "P-LIMA", "Otra", "provincial", "N", SINCE),
    "level_unknown": lambda c: registry.add_unit(c, "X", "Otra", "regional", "N", SINCE),
    "level_unfit": lambda c: registry.add_unit(c, "X", "Otra", "provincial", "D-VMT", SINCE),
    "unit_unknown": lambda c: registry.add_unit(c, "X", "Otra", "provincial", "NADA", SINCE),
    "not_first_of_month": lambda c: registry.add_unit(c, "X", "Otra", "provincial", "N", date(2026, 3, 2)),
    "kind_unknown": lambda c: registry.add_kitchen(c, "X", "Otro", "restaurante", "150132", "N", SINCE),
    "ubigeo_unknown": lambda c: registry.add_kitchen(c, "X", "Otro", "comedor", "159999", "N", SINCE),
    "already_moved_later": lambda c: registry.move(c, "K-002", "P-CUSCO", date(2023, 12, 1)),
}


@pytest.mark.parametrize("reason", REFUSED)
def test_what_would_not_be_a_tree_is_refused_and_nothing_of_it_stays(confederation: Confederation, reason: str) -> None:
    with confederation.app.app_context():
        with pytest.raises(registry.Refused, match=reason), writing() as connection:
            REFUSED[reason](connection)
        assert tree.by_code("X") is None


def test_a_move_in_the_middle_of_a_month_is_refused(confederation: Confederation) -> None:
    with confederation.app.app_context():
        with pytest.raises(registry.Refused, match="not_first_of_month"):
            moved("K-002", "P-CUSCO", date(2026, 3, 15))
        assert line("K-002", "2026-04") == ["K-002", "P-LIMA", "N"]


def test_only_the_confederation_hangs_from_nothing(confederation: Confederation) -> None:
    with confederation.app.app_context(), pytest.raises(registry.Refused, match="level_unfit"), writing() as connection:
        registry.add_unit(connection, "X", "Otra", "provincial", None, SINCE)
