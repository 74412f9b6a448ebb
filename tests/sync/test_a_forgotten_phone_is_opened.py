"""A phone whose clave nobody remembers and which a restored database does not know: its kitchen's code opens it, and then lets it join."""

import pytest

from app.accounts.models import AuditEntry
from app.database import reading, writing
from app.federation import devices
from app.federation.models import Device
from tests.a_phone import APhone
from tests.stories import Confederation

KEY = "a2V5"


@pytest.fixture
def rosa(confederation: Confederation) -> APhone:
    """A phone that the federation has forgotten."""
    phone = confederation.a_phone()
    forget(confederation, phone)
    return phone


def forget(confederation: Confederation, phone: APhone) -> None:
    """The database goes back to before it enrolled."""
    with confederation.app.app_context(), writing() as connection:
        connection.execute(Device.__table__.delete().where(Device.id == phone.device))


def tries(phone: APhone, code: str, **said: str) -> tuple[int, str | None]:
    """What it hears: the status, and the reason or the key."""
    answer = phone.unlocks(code, phone.seals("unlock", **({"device": phone.device, "kitchen": "K-001", "key": KEY} | said)))
    return answer.status_code, answer.get_json().get("reason", answer.get_json().get("key"))


def test_a_code_of_its_kitchen_opens_it_and_is_still_good_for_enrolling(confederation: Confederation, rosa: APhone) -> None:
    code = confederation.invitation()
    envelope = rosa.seals("unlock", device=rosa.device, kitchen="K-001", key=KEY)
    assert [rosa.unlocks(code, envelope).get_json() for _ in range(2)] == [{"key": KEY, "enrol": True}] * 2
    with confederation.app.app_context(), reading() as connection:
        written = connection.execute(AuditEntry.__table__.select().where(AuditEntry.kind == "device.unlocked")).first()
    assert written is not None and (written.subject, written.unit_id) == (rosa.device, confederation.kitchens["manos"])
    rosa.enrols(code)
    rosa.counts(paid=18)
    assert rosa.syncs() == 200 and rosa.outbox == []
    assert rosa.unlocks(code, envelope).status_code == 404  # the code with which it joined


def test_no_other_code_opens_it(confederation: Confederation, rosa: APhone) -> None:
    spent, other = confederation.invitation(), confederation.invitation("wasi")
    APhone(rosa.client).enrols(spent)
    assert tries(rosa, spent) == tries(rosa, "2345678923") == (404, "code-unknown")
    assert tries(rosa, other) == (403, "other-kitchen")
    assert rosa.client.post("/sync/enrol", json={"code": other, "look": True}).status_code == 200
    good = confederation.invitation()
    without = rosa.seals("unlock", device=rosa.device, key=KEY)
    assert rosa.unlocks(good, without).get_json() == {"reason": "device-unknown"}
    assert [tries(rosa, "2345678923")[0] for _ in range(18)] == [404] * 17 + [429]
    assert tries(rosa, good) == (429, "too-many")


def test_no_phone_that_is_known_or_was_closed_is_opened_by_a_door_of_somebodys_own(confederation: Confederation, rosa: APhone) -> None:
    """A made-up door, so that the code is not spent, or so that nobody sees that the phone was stolen; also stolen from a lost database."""
    luz, code = confederation.a_phone(name="Luz"), confederation.invitation()
    luz.door = "A" * 43
    assert tries(luz, code) == (401, "device-unknown")
    confederation.closes(luz)
    assert tries(luz, code) == (401, "device-unknown")
    with confederation.app.app_context():
        devices.revoke(rosa.device, "account:1")
    assert tries(rosa, code) == (401, "device-unknown")


def test_a_phone_that_a_lost_database_had_closed_is_closed_when_it_joins_again(confederation: Confederation, rosa: APhone) -> None:
    with confederation.app.app_context():
        devices.revoke(rosa.device, "account:1")
    rosa.enrols(confederation.invitation())
    assert rosa.push([]).get_json() == {"reason": "device-revoked", "inbox": True}
