"""The figures and the books can be thrown away: the log makes them again."""

from datetime import date

from flask import Flask
from sqlalchemy import select

from app.database import reading, writing
from app.rollups.models import KitchenDay, UnitMonth
from app.sync.models import TouchedDay
from tests.stories import Confederation


def rebuild(app: Flask, *words: str) -> tuple[int, str]:
    """The command, as it is typed."""
    answer = app.test_cli_runner().invoke(args=["rollups", "rebuild", *words])
    return answer.exit_code, answer.output


def a_week(confederation: Confederation) -> None:
    """A week of a kitchen: people join and leave, a count is corrected, a plate undone, food comes and goes."""
    phone = confederation.a_phone()
    juana, mateo = phone.registers("Juana"), phone.registers("Mateo", "user", age=7)
    phone.write("service.described", {"slot": 1, "menu": "Locro"}, base={"menu": None})
    plate = phone.serves(juana)
    phone.serves(mateo, "credit", 350, bracket="6-11")
    first = phone.counts(paid=18)
    phone.syncs()
    phone.counts([first], paid=17)
    phone.undoes(plate)
    phone.amends(juana, {"paternal": None}, paternal="Quispe")
    phone.write("beneficiary.left", {"person": mateo, "reason": "moved"}, on="2026-03-05")
    phone.write("service.skipped", {"slot": 1, "reason": "no_gas"}, on="2026-03-03")
    phone.receives("arroz", 40_000, promised_qty=50_000)
    phone.syncs()


def test_a_check_finds_nothing_where_all_is_well(confederation: Confederation) -> None:
    a_week(confederation)
    assert rebuild(confederation.app, "--check")[0] == 0


def test_a_hand_in_the_database_is_found_named_and_repaired(confederation: Confederation) -> None:
    a_week(confederation)
    rebuild(confederation.app, "--check")
    with confederation.app.app_context(), writing() as connection:
        days, units = KitchenDay.__table__, UnitMonth.__table__
        connection.execute(days.update().where(days.c.on == date(2026, 3, 2)).values(rations_paid=99))
        connection.execute(units.update().values(due_cents=0))
    status, told = rebuild(confederation.app, "--check")
    assert status == 1
    assert "K-001 kitchen_day 2026-03 2026-03-02: rations_paid" in told
    assert "unit_month 2026-03" in told
    assert "flask rollups rebuild" in told
    assert rebuild(confederation.app)[0] == 0
    assert rebuild(confederation.app, "--check")[0] == 0


def test_what_a_crash_left_uncounted_is_taken_up_by_the_follower(confederation: Confederation) -> None:
    phone = confederation.a_phone()
    phone.counts(paid=18)
    phone.syncs()
    kitchen = confederation.kitchens["manos"]
    with confederation.app.app_context():
        with writing() as connection:  # as if the server had died between the log's commit and the recount's
            connection.execute(KitchenDay.__table__.delete())
            connection.execute(TouchedDay.__table__.insert(), [{"kitchen_id": kitchen, "on": date(2026, 3, 2), "seq": 2}])
        assert confederation.app.test_cli_runner().invoke(args=["rollups", "follow", "--once"]).exit_code == 0
        with reading() as connection:
            assert connection.execute(select(TouchedDay.__table__)).all() == []
            assert connection.execute(select(KitchenDay.rations_paid)).scalar_one() == 18
    assert rebuild(confederation.app, "--check")[0] == 0
