"""The padrón that a kitchen handed in: its names only then, only for whose kitchen it is, and only after she said why."""

import pytest
from sqlalchemy import select

from app.accounts.models import AuditEntry
from app.database import reading
from tests.a_phone import APhone
from tests.a_visitor import AVisitor
from tests.panel.test_the_month import words
from tests.stories import Confederation

ROLL = "/panel/es/comedor/K-001/padron"


@pytest.fixture
def manos(confederation: Confederation) -> tuple[APhone, list[str]]:
    """Manos Unidas with three people, not handed in yet, and their ids."""
    phone = confederation.a_phone()
    juana = phone.registers("Juana", paternal="Quispe", maternal="Ñahui", doc_type="dni", doc_number="10117410")
    people = [juana, phone.registers("Elsa", paternal="Álvarez"), phone.registers("Mateo", kind="user", age=7)]
    phone.syncs()
    return phone, people


def hands_in(phone: APhone, on: str = "2026-03-31") -> None:
    """The padrón is handed in."""
    phone.write("roll.handed_in", {"count": 3}, on=on)
    assert phone.syncs() == 200


def says_why(visitor: AVisitor, why: str = "handed_in", kitchen: str = "K-001") -> int:
    """Tell for what the names are needed; returns the status."""
    return visitor.presses(f"/panel/es/comedor/{kitchen}/padron/motivo", on=ROLL, motivo=why).status_code


def trail(confederation: Confederation, *kinds: str) -> list[tuple[str, str | None, str | None]]:
    """What the audit trail says of some kinds: kind, subject, detail."""
    with confederation.app.app_context(), reading() as connection:
        table = AuditEntry.__table__.c
        rows = connection.execute(select(table.kind, table.subject, table.detail).where(table.kind.in_(kinds)).order_by(table.id))
        return [tuple(row) for row in rows]


def test_before_it_is_handed_in_nobody_is_named_whatever_the_reason(manos: tuple[APhone, list[str]], rosa: AVisitor) -> None:
    assert "Hoy tiene 3 personas" in words(rosa.reads(ROLL))
    assert says_why(rosa) == 303
    page = rosa.reads(ROLL)
    assert "todavía no ha entregado su padrón" in page
    assert "Quispe" not in page


def test_handed_in_it_shows_numbers_and_after_a_reason_names(
    confederation: Confederation, manos: tuple[APhone, list[str]], rosa: AVisitor
) -> None:
    phone, people = manos
    hands_in(phone)
    phone.write("beneficiary.registered", {"names": "Nueva", "type": "user"}, on="2026-04-02")
    phone.write("beneficiary.left", {"person": people[1], "reason": "moved"}, on="2026-04-03")
    phone.syncs()
    page = words(rosa.reads(ROLL))
    assert "31 mar. 2026 se entregó por última vez 3 personas ese día 3 personas hoy" in page
    assert "Desde entonces entraron 1 y salieron 1." in page
    assert "Quispe" not in page
    assert says_why(rosa, "curiosity") == 400
    assert trail(confederation, "roll.seen") == []
    assert says_why(rosa) == 303
    page = words(rosa.reads(ROLL))
    assert "Álvarez, Elsa" in page, "on the roll that day, though she left since"
    assert page.index("Álvarez") < page.index("Quispe Ñahui, Juana")
    assert "Nueva" not in page, "who came after was not handed in"
    assert trail(confederation, "roll.seen") == [("roll.seen", None, "handed_in")]


def test_names_are_searched_in_pages_and_what_is_searched_is_in_no_address(
    manos: tuple[APhone, list[str]], rosa: AVisitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    hands_in(manos[0])
    says_why(rosa)
    found = words(rosa.presses(ROLL, on=ROLL, q="nahui juana").get_data(as_text=True))
    assert "1 persona con «nahui juana»" in found
    assert "Elsa" not in found
    assert "10117410" in words(rosa.presses(ROLL, on=ROLL, q="1011").get_data(as_text=True))
    monkeypatch.setattr("app.panel.views.rolls.PER_PAGE", 2)
    second = words(rosa.presses(ROLL, on=ROLL, pagina="2").get_data(as_text=True))
    assert "Página 2 de 2" in second
    assert "Quispe" in second
    assert "Elsa" not in second


def test_who_objects_or_was_erased_is_counted_and_not_named(
    confederation: Confederation, manos: tuple[APhone, list[str]], rosa: AVisitor
) -> None:
    phone, people = manos
    phone.write("right.asked", {"person": people[0], "right": "objection"})
    hands_in(phone)
    confederation.says("people", "erase", "--kitchen", "K-001", "--person", people[1])
    says_why(rosa)
    page = words(rosa.reads(ROLL))
    assert "3 personas ese día" in page
    assert "Quispe" not in page and "Elsa" not in page
    assert "2 personas están contadas sin su nombre" in page


def test_somebody_who_asks_for_her_own_data_is_found_by_her_whole_document(manos: tuple[APhone, list[str]], rosa: AVisitor) -> None:
    phone, people = manos
    phone.write("right.asked", {"person": people[0], "right": "objection"})
    phone.syncs()
    assert "10117410" not in rosa.presses(ROLL, on=ROLL, documento="10117410").get_data(as_text=True).replace('value="10117410"', "")
    says_why(rosa, "right")
    page = rosa.presses(ROLL, on=ROLL, documento="10117410").get_data(as_text=True)
    assert f"/persona/{people[0]}" in page, "before the padrón is handed in, and though she objects to lists"
    assert "Nadie con ese documento" in rosa.presses(ROLL, on=ROLL, documento="1011741").get_data(as_text=True)


def test_a_reason_is_good_for_one_kitchen_and_half_an_hour(
    confederation: Confederation, manos: tuple[APhone, list[str]], board: AVisitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    hands_in(manos[0])
    wasi = confederation.a_phone("wasi")
    wasi.registers("Carmela")
    hands_in(wasi)
    says_why(board)
    assert "Quispe" in board.reads(ROLL)
    assert "Carmela" not in board.reads("/panel/es/comedor/K-003/padron")
    monkeypatch.setattr("app.panel.reason._now", lambda: 2**33)
    assert "Quispe" not in board.reads(ROLL)


def test_an_undone_handing_in_is_none(manos: tuple[APhone, list[str]], rosa: AVisitor) -> None:
    phone, _ = manos
    handed = phone.write("roll.handed_in", {"count": 3})
    phone.undoes(handed)
    phone.syncs()
    assert "todavía no ha entregado su padrón" in rosa.reads(ROLL)
