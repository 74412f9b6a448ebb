"""A kitchen comes under another province while its phones have no signal: what they bring lands by its day, and who had it sees it."""

import pytest
from sqlalchemy import select

from app.accounts.models import Account
from app.clock import first_day
from app.database import db, reading, writing
from app.federation import registry, tree
from app.review import delivery, notices
from app.rollups import totals
from app.sync import held
from tests.a_visitor import AVisitor, signed_in
from tests.stories import Confederation

KITCHEN = "/panel/es/comedor/K-002"


@pytest.fixture
def carmen(confederation: Confederation) -> AVisitor:
    """The coordinator of Cusco."""
    return signed_in(confederation.app, "carmen", "coordinator", "P-CUSCO")


@pytest.fixture
def moved(confederation: Confederation) -> Confederation:
    """Nueva Esperanza went from Lima Sur to Cusco on 1 April; two phones wrote on both sides of it and synced weeks later."""
    rosa, luz = confederation.a_phone("olla"), confederation.a_phone("olla", "Luz")
    assert (rosa.syncs(), luz.syncs()) == (200, 200)
    for phone in (rosa, luz):
        phone.loses_signal()
    rosa.counts(on="2026-03-31", paid=7)
    luz.counts(on="2026-04-01", paid=20)
    rosa.counts(on="2026-04-02", paid=-1)
    with confederation.app.app_context(), writing() as connection:
        registry.move(connection, "K-002", "P-CUSCO", first_day("2026-04"))
    for phone in (rosa, luz):
        phone.finds_signal()
        assert phone.syncs() == 200
    confederation.counts()
    return confederation


def paid(confederation: Confederation, unit: str, period: str) -> int:
    """Paid plates of a unit in a month."""
    with confederation.app.app_context():
        found = tree.by_code(unit)
        assert found
        with reading() as connection:
            line = totals.unit(connection, found.id, period)
    return line.figures["rations_paid"] if line and line.figures else 0


def test_what_its_phones_bring_counts_where_it_was_on_that_day(moved: Confederation) -> None:
    sums = {(unit, period): paid(moved, unit, period) for unit in ("N", "P-LIMA", "P-CUSCO") for period in ("2026-03", "2026-04")}
    assert {place: sum_ for place, sum_ in sums.items() if sum_} == {
        ("N", "2026-03"): 7,
        ("P-LIMA", "2026-03"): 7,
        ("N", "2026-04"): 20,
        ("P-CUSCO", "2026-04"): 20,
    }


def test_each_coordinator_sees_the_months_in_which_it_was_hers(moved: Confederation, rosa: AVisitor, carmen: AVisitor) -> None:
    months = [f"{KITCHEN}?mes=2026-03", f"{KITCHEN}?mes=2026-04"]
    assert [rosa.opens(month).status_code for month in months] == [200, 404]
    assert [carmen.opens(month).status_code for month in months] == [404, 200]


def test_what_is_held_waits_for_who_has_it_today(moved: Confederation, rosa: AVisitor, carmen: AVisitor) -> None:
    with moved.app.app_context():
        (waiting,) = held.list_for([moved.kitchens["olla"]])
    page = f"{KITCHEN}/en-observacion/{waiting.key}"
    assert page not in rosa.reads("/panel/es/en-observacion") and rosa.opens(page).status_code == 404
    assert page in carmen.reads("/panel/es/en-observacion")
    assert carmen.presses(f"{page}/rechazar", on=page, why="No puede ser menos que cero.").status_code == 303


def test_a_notice_of_before_reaches_its_phones_and_its_reading_is_told_to_who_has_it_today(
    confederation: Confederation, rosa: AVisitor, carmen: AVisitor
) -> None:
    luz = confederation.a_phone("olla", "Luz")
    luz.syncs()
    with confederation.app.app_context():
        lima, account = tree.by_code("P-LIMA"), db.session.scalars(select(Account.id)).first()
        assert lima and account
        notice = notices.issue(lima.id, notices.draft("Asamblea", "El sábado a las 10.", ""), account, "opened")
        with writing() as connection:
            registry.move(connection, "K-002", "P-CUSCO", first_day("2026-04"))
        delivery.deliver()
    luz.syncs()
    assert luz.log[notice]["data"]["title"] == "Asamblea"
    luz.write("notice.read", {"notice": notice})
    luz.syncs()
    page = f"/panel/es/avisos/{notice}"
    assert "Nueva Esperanza" not in rosa.reads(page)
    assert "Nueva Esperanza" in carmen.reads(page) and "Leído" in carmen.reads(page)


def test_its_differences_and_its_phones_are_for_who_has_it_today(moved: Confederation, rosa: AVisitor, carmen: AVisitor) -> None:
    for phone, paid in ((moved.a_phone("olla"), 30), (moved.a_phone("olla", "Ana"), 40)):
        phone.counts(on="2026-03-30", paid=paid)
        phone.syncs()
    moved.counts()
    pages = ("/diferencias", f"/celulares/{phone.device}", f"/celulares/{phone.device}/cerrar")
    assert [rosa.opens(KITCHEN + page).status_code for page in pages] == [404] * 3
    assert [carmen.opens(KITCHEN + page).status_code for page in pages] == [200] * 3
    assert f"{KITCHEN}/diferencias" in carmen.reads("/panel/es/diferencias")
    assert KITCHEN not in rosa.reads("/panel/es/diferencias")
