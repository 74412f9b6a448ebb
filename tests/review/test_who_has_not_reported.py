"""Silence and zero differ, and silence is asked about by name."""

from app.database import reading
from app.review import missing
from app.rollups import totals
from app.rollups.follow import catch_up
from tests.stories import Confederation


def silent(confederation: Confederation, period: str = "2026-03", unit: str = "N") -> list[str]:
    """The names of the silent kitchens below a unit."""
    with confederation.app.app_context(), reading() as connection:
        below = {line.code: line.id for level in ("national", "provincial") for line in totals.level(connection, level, period)}
        return [kitchen.name for kitchen in missing.kitchens(connection, below[unit] or 0, period)]


def test_a_kitchen_that_says_nothing_of_a_month_is_named(confederation: Confederation) -> None:
    phone = confederation.a_phone("manos")
    phone.counts(paid=3)
    phone.syncs()
    assert silent(confederation) == ["Nueva Esperanza", "Ñawi Wasi"], "ñ comes after n"
    assert silent(confederation, unit="P-LIMA") == ["Nueva Esperanza"]
    assert silent(confederation, "2026-04", "P-LIMA") == ["Manos Unidas", "Nueva Esperanza"]


def test_who_did_not_cook_and_says_so_is_not_silent(confederation: Confederation) -> None:
    phone = confederation.a_phone("wasi")
    phone.write("service.skipped", {"slot": 1, "reason": "no_food"})
    phone.syncs()
    with confederation.app.app_context():
        catch_up()
        with reading() as connection:
            cusco = next(line for line in totals.level(connection, "provincial", "2026-03") if line.code == "P-CUSCO")
            lima = next(line for line in totals.level(connection, "provincial", "2026-03") if line.code == "P-LIMA")
    assert cusco.figures is not None
    assert (cusco.figures["days_skipped"], cusco.figures["rations_paid"], cusco.reporting) == (1, 0, 1)
    assert (lima.figures, lima.reporting, lima.expected) == (None, 0, 2)
    assert silent(confederation) == ["Manos Unidas", "Nueva Esperanza"]


def test_a_month_that_was_said_and_undone_is_silent_again(confederation: Confederation) -> None:
    phone = confederation.a_phone("manos")
    mistaken = phone.counts(paid=3)
    phone.syncs()
    phone.undoes(mistaken)
    phone.syncs()
    assert "Manos Unidas" in silent(confederation)


def test_registering_people_is_no_report_of_the_month(confederation: Confederation) -> None:
    phone = confederation.a_phone("manos")
    phone.registers("Juana")
    phone.syncs()
    assert "Manos Unidas" in silent(confederation)
    with confederation.app.app_context(), reading() as connection:
        found = next(k for k in missing.kitchens(connection, confederation.kitchens["manos"], "2026-03"))
    assert found.received_at is not None
    assert (found.phones, found.above) == (1, "Villa María")


def test_the_command_lists_them_by_code(confederation: Confederation) -> None:
    words = ["review", "missing", "--period", "2026-03", "--scope", "P-LIMA", "--format", "csv"]
    told = confederation.app.test_cli_runner().invoke(args=words)
    assert [line.split(",")[0] for line in told.output.splitlines()] == ["code", "K-001", "K-002"]
