"""Who sees what: her part of the tree, as it was in the month."""

from datetime import date

import pytest
from werkzeug.exceptions import NotFound

from app.accounts import roster, scope
from app.accounts.models import Account
from app.clock import first_day, next_period
from app.database import db, writing
from app.federation import registry
from tests.a_visitor import PASSWORD
from tests.stories import Confederation


def account(unit: str, role: str = "coordinator") -> Account:
    """Somebody of a unit."""
    created = roster.create(f"ella.{unit}", "Ella", role, unit, PASSWORD)
    db.session.rollback()
    return db.session.get_one(Account, created)


def test_a_coordinator_sees_her_own_organisation_and_all_below(confederation: Confederation) -> None:
    with confederation.app.app_context():
        ella = account("P-LIMA")
        seen = {code for code in ("N", "P-LIMA", "D-VMT", "P-CUSCO", "K-001", "K-002", "K-003") if _sees(ella, code, "2026-03")}
        assert seen == {"P-LIMA", "D-VMT", "K-001", "K-002"}
        assert scope.visible_units(ella, "2026-03") >= {confederation.kitchens["manos"], confederation.kitchens["olla"]}
        assert confederation.kitchens["wasi"] not in scope.visible_units(ella, "2026-03")


def test_the_confederations_own_see_everything_also_what_hangs_from_nothing_yet(confederation: Confederation) -> None:
    with confederation.app.app_context():
        ella = account("N", "board")
        assert all(_sees(ella, code, period) for code in ("N", "P-CUSCO", "K-003") for period in ("2026-03", "2001-01"))


def test_a_kitchen_that_moved_is_seen_month_by_month_by_those_above_it_then(confederation: Confederation) -> None:
    with confederation.app.app_context():
        lima = account("P-LIMA")
        with writing() as connection:
            registry.move(connection, "K-002", "P-CUSCO", date(2026, 3, 1))
        assert _sees(lima, "K-002", "2026-02")
        assert not _sees(lima, "K-002", "2026-03")
        assert not _sees(lima, "K-002", None), "what has no month follows the tree of today"
        cusco = account("P-CUSCO")
        assert not _sees(cusco, "K-002", "2026-02")
        assert _sees(cusco, "K-002", "2026-03")


def test_a_move_next_month_changes_nothing_today(confederation: Confederation) -> None:
    with confederation.app.app_context():
        lima = account("P-LIMA")
        with writing() as connection:
            registry.move(connection, "K-002", "P-CUSCO", first_day(next_period(scope.current_period())))
        assert _sees(lima, "K-002", None)


def test_what_is_not_there_and_what_is_not_hers_are_answered_alike(confederation: Confederation) -> None:
    with confederation.app.app_context():
        ella = account("P-LIMA")
        for code in ("K-003", "NADA", "P-CUSCO", "P-LIMA"):
            with pytest.raises(NotFound):
                scope.kitchen_or_404(ella, code)


def _sees(who: Account, code: str, period: str | None) -> bool:
    db.session.rollback()  # each question is another request, and sees what was written since the last
    try:
        scope.unit_or_404(who, code, period)
    except NotFound:
        return False
    return True
