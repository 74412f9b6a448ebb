"""A restore nobody told us of: the server notices by its journal when it starts, or by the first phone that knows more (rule 6)."""

import pytest
from flask import Flask
from sqlalchemy import select

from app.database import reading
from app.federation import devices
from app.sync import epoch, held, opening
from app.sync.models import Operation
from tests.a_phone import APhone
from tests.by_hand import Shelf
from tests.stories import Confederation


@pytest.fixture
def shelf(confederation: Confederation) -> Shelf:
    return Shelf(confederation.app)


def life(app: Flask) -> str:
    with app.app_context(), reading() as connection:
        return epoch.current(connection)


def restarted(shelf: Shelf, *phones: APhone) -> Flask:
    """A new process, which these phones talk to from now on."""
    app = shelf.restart()
    for phone in phones:
        phone.client = app.test_client()
    app.test_client().get("/salud")
    return app


def test_a_restart_is_not_another_life(confederation: Confederation, shelf: Shelf) -> None:
    phone = confederation.a_phone()
    phone.counts(member=20)
    phone.syncs()
    before = life(confederation.app)
    for _ in range(3):
        app = restarted(shelf, phone)
        assert phone.syncs() == 204
    assert life(app) == before


def test_the_first_phone_that_knows_more_makes_all_phones_offer_again(confederation: Confederation, shelf: Shelf) -> None:
    rosa, luz = confederation.a_phone(), confederation.a_phone("wasi", "Luz")
    rosa.syncs()
    luz.syncs()
    shelf.keep()
    rosa.counts(member=20)
    rosa.syncs()
    shelf.put_back()
    before = life(confederation.app)
    assert luz.syncs() == 204  # she has lost nothing, and the server knows nothing of it
    rosa.push([])
    new = life(confederation.app)
    assert new != before
    rosa.push([])  # what is proved once is not proved twice
    assert life(confederation.app) == new
    assert luz.syncs() == 200 and luz.epoch == new


@pytest.mark.parametrize("has_log", [True, False])
def test_what_was_only_held_proves_it_too(confederation: Confederation, shelf: Shelf, has_log: bool) -> None:
    phone = confederation.a_phone()
    if has_log:
        phone.counts(member=20)
        phone.syncs()
    shelf.keep()
    phone.write("festival.danced", {"steps": 3})
    phone.syncs()
    shelf.put_back()
    before = life(confederation.app)
    assert phone.syncs() == 200 and phone.epoch != before
    phone.syncs()
    with confederation.app.app_context():
        assert [one.kind for one in held.list_for([confederation.kitchens["manos"]])] == ["festival.danced"]


def test_also_when_the_log_has_gone_on_since(confederation: Confederation, shelf: Shelf) -> None:
    rosa, luz = confederation.a_phone(), confederation.a_phone(name="Luz")
    luz.syncs()
    rosa.syncs()
    shelf.keep()
    rosa.counts(member=20)
    rosa.syncs()
    shelf.put_back()
    before = life(confederation.app)
    for day in ("2026-03-03", "2026-03-04"):
        luz.counts(member=30, on=day)
    luz.syncs()
    assert life(confederation.app) == before
    rosa.push([])
    assert life(confederation.app) != before


def test_a_cursor_that_we_never_made_proves_nothing(confederation: Confederation) -> None:
    rosa, luz = confederation.a_phone(), confederation.a_phone("wasi", "Luz")
    rosa.syncs()
    luz.syncs()
    before = life(confederation.app)
    for cursor in (luz.cursor, "A" * 22, "AAAA", "not a cursor", "ñ"):
        rosa.cursor = cursor
        assert rosa.push([]).status_code == 200
    assert life(confederation.app) == before


def test_a_cursor_of_a_life_that_is_over_begins_no_other(confederation: Confederation, shelf: Shelf) -> None:
    """Whoever kept one would else send every phone of the country back to its beginning, as often as she likes."""
    phone = confederation.a_phone()
    phone.syncs()
    shelf.keep()
    phone.counts(member=20)
    phone.syncs()
    kept = phone.cursor
    shelf.put_back()
    phone.push([])
    now = life(confederation.app)
    phone.epoch, phone.cursor = now, kept
    assert phone.push([]).status_code == 200
    assert life(confederation.app) == now


def test_nobody_gets_in_by_a_code_that_was_spent_after_the_copy(confederation: Confederation, shelf: Shelf) -> None:
    rosa, thief, code = confederation.a_phone(), confederation.a_phone(name="Luz"), confederation.invitation()
    rosa.syncs()
    shelf.keep()
    thief.enrols(code)
    rosa.counts(member=20)
    rosa.syncs()
    shelf.put_back()
    rosa.push([])
    body = {"code": code, "device": thief.device, "secret": thief.secret, "door": thief.door}
    assert thief.client.post("/sync/enrol", json=body).status_code == 404


def test_at_its_start_the_server_knows_by_the_journal_that_it_held_more(confederation: Confederation, shelf: Shelf) -> None:
    phone = confederation.a_phone()
    phone.syncs()
    shelf.keep()
    phone.counts(member=20)
    phone.syncs()
    before = life(restarted(shelf, phone))
    shelf.put_back()
    assert life(restarted(shelf)) != before


def test_who_was_revoked_or_erased_after_the_copy_stays_so(confederation: Confederation, shelf: Shelf) -> None:
    rosa, stolen = confederation.a_phone(), confederation.a_phone(name="Luz")
    person = rosa.registers("Juana", paternal="Ñahuincopa")
    rosa.syncs()
    stolen.syncs()
    shelf.keep()
    with confederation.app.app_context():
        devices.revoke(stolen.device, "account:1")
    stolen.leaves(b"")
    confederation.says("people", "erase", "--kitchen", "K-001", "--person", person)
    shelf.put_back()
    app = restarted(shelf, rosa, stolen)
    assert stolen.push([]).status_code == 403
    with app.app_context(), reading() as connection:
        rows = connection.execute(select(Operation.erased, Operation.sealed).where(Operation.subject == person, Operation.erased)).all()
        assert [row.sealed for row in rows] == [None]
        wiped = devices.by_id(stolen.device)
        assert wiped is not None and wiped.emptied_at is not None


def test_a_database_from_before_an_earlier_restore_lives_anew(confederation: Confederation, shelf: Shelf) -> None:
    phone = confederation.a_phone()
    phone.syncs()
    shelf.keep()
    phone.counts(member=20)
    phone.syncs()
    lives = [life(confederation.app)]
    for _ in range(2):
        shelf.put_back()
        lives.append(life(restarted(shelf, phone)))
        phone.push([])
        lives.append(life(shelf.app))
    assert len(set(lives)) == 3  # the phone proves the first time what the journal knows the second time


def test_a_life_that_is_over_is_not_lived_again_under_a_running_server(confederation: Confederation, shelf: Shelf) -> None:
    phone = confederation.a_phone()
    phone.syncs()
    shelf.keep()
    old = life(confederation.app)
    shelf.put_back()
    with confederation.app.app_context():
        new = opening.went_back(old)
    assert phone.syncs() == 200 and phone.epoch == new
    shelf.put_back()
    phone.push([])
    assert life(confederation.app) not in (old, new)
