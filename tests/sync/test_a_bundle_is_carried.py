"""Somebody carries what another phone wrote, and brings its receipt: rule 13 of docs/sync.md, and the doors of parcels."""

import pytest
from cryptography.exceptions import InvalidTag

from app import clock
from app.accounts.models import AuditEntry
from app.database import reading, writing
from app.federation.enrolment import AGAIN
from app.federation.models import Invitation
from app.sync import held
from tests.a_phone import APhone
from tests.an_envelope import sealed
from tests.by_hand import Shelf
from tests.stories import Confederation

KEY = "k" * 43


@pytest.fixture
def rosa(confederation: Confederation) -> APhone:
    """A phone without signal, with something that waits."""
    phone = confederation.a_phone()
    phone.syncs()
    phone.loses_signal()
    phone.counts(paid=18)
    return phone


@pytest.fixture
def wasi(confederation: Confederation) -> APhone:
    """A phone of another kitchen, in another province."""
    return confederation.a_phone("wasi", "Killa")


def test_a_bundle_is_as_good_as_a_push_and_its_receipt_as_an_answer(confederation: Confederation, rosa: APhone, wasi: APhone) -> None:
    luz = confederation.a_phone(name="Luz")
    luz.counts(paid=20)
    luz.syncs()
    count = rosa.outbox[0]["id"]
    (receipt,) = rosa.hands_over(wasi)
    assert rosa.outbox, "handing it over is not an acknowledgement"
    assert rosa.takes_receipt(receipt) == 200
    assert (rosa.outbox, rosa.answers[count]["answer"]) == ([], "accepted")
    assert luz.keeper in rosa.log
    rosa.finds_signal()
    assert rosa.push([]).status_code == 204, "the receipt brought all there was, and its cursor"


def test_a_carrier_who_brings_it_twice_or_too_late_does_no_harm(rosa: APhone, wasi: APhone) -> None:
    (part,) = rosa.bundles()
    first = wasi.carries(part).get_json()["receipt"]
    rosa.counts(paid=2)
    rosa.finds_signal()
    rosa.syncs()
    before = (rosa.epoch, rosa.cursor)
    late = wasi.carries(part).get_json()["receipt"]
    for receipt in (first, late):
        rosa.takes_receipt(receipt)
    assert (rosa.epoch, rosa.cursor) == before
    assert [answer["answer"] for answer in rosa.opens_receipt(late)["answer"]["answers"]] == ["repeated"]


def test_parts_count_each_for_itself_in_any_order(rosa: APhone, wasi: APhone) -> None:
    made = [rosa.outbox[0]["id"], *(rosa.counts(paid=n) for n in range(4))]
    parts = rosa.bundles(most=2)
    assert wasi.carries(parts[1][:-1]).status_code == 400
    receipts = [wasi.carries(part).get_json()["receipt"] for part in (parts[2], parts[0], parts[2])]
    for receipt in receipts:
        rosa.takes_receipt(receipt)
    assert [operation["id"] for operation in rosa.outbox] == made[2:4]
    rosa.takes_receipt(wasi.carries(parts[1]).get_json()["receipt"])
    assert rosa.outbox == []


def test_nothing_to_say_is_said_sealed_too(rosa: APhone, wasi: APhone) -> None:
    rosa.finds_signal()
    rosa.syncs()
    (receipt,) = rosa.hands_over(wasi)
    assert rosa.opens_receipt(receipt) == {"asked": {"epoch": rosa.epoch, "cursor": rosa.cursor}, "status": 204, "answer": None}


def test_a_receipt_of_a_life_that_is_over_takes_nothing_out_of_the_outbox(confederation: Confederation, rosa: APhone, wasi: APhone) -> None:
    shelf, luz = Shelf(confederation.app), confederation.a_phone(name="Luz")
    shelf.keep()
    (late,) = rosa.hands_over(wasi)
    luz.syncs()
    shelf.put_back()
    luz.push([])  # the server finds out, and begins another life
    waiting, rosa.outbox = rosa.outbox, []
    rosa.finds_signal()
    rosa.syncs()
    rosa.outbox = waiting
    rosa.takes_receipt(late)
    assert rosa.outbox == waiting


def test_a_receipt_tells_its_carrier_nothing(rosa: APhone, wasi: APhone) -> None:
    (receipt,) = rosa.hands_over(wasi)
    with pytest.raises(InvalidTag):
        wasi.opens_receipt(receipt)


def test_what_a_closed_phone_had_carried_is_held_and_it_hears_so(confederation: Confederation, rosa: APhone, wasi: APhone) -> None:
    confederation.closes(rosa)
    (receipt,) = rosa.hands_over(wasi)
    said = rosa.opens_receipt(receipt)
    assert (said["status"], said["answer"]) == (403, {"reason": "device-revoked", "inbox": True})
    with confederation.app.app_context():
        (waiting,) = held.list_for([confederation.kitchens["manos"]])
    assert (waiting.reason, waiting.id) == ("closed", rosa.outbox[0]["id"])


def test_what_is_not_for_this_door_is_unreadable(rosa: APhone, wasi: APhone) -> None:
    for part in (
        b"",
        b"\x01",
        rosa.seals("inbox", operations=[]),
        rosa.copies(KEY),
        sealed(b"[]", rosa.public_key),
        rosa.bundles()[0] + b"x",
    ):
        answer = wasi.carries(part)
        assert (answer.status_code, answer.get_json()) == (400, {"reason": "unreadable"})
    rosa.secret = "A" * 43
    assert (wasi.carries(rosa.bundles()[0]).status_code) == 404


def test_who_brings_nothing_but_damage_is_told_to_wait(rosa: APhone, wasi: APhone) -> None:
    answers = [wasi.carries(b"damaged").status_code for _ in range(101)]
    assert answers == [400] * 100 + [429]
    refused = wasi.carries(rosa.bundles()[0])
    assert (refused.status_code, int(refused.headers["Retry-After"]) > 0) == (429, True)


def test_a_new_phone_of_the_kitchen_opens_the_copy_that_a_lost_one_made(confederation: Confederation, rosa: APhone, wasi: APhone) -> None:
    copy = rosa.copies(KEY)
    confederation.closes(rosa)
    luz = confederation.a_phone(name="Luz")
    assert luz.opens_copy(copy).get_json() == {"key": KEY}
    refused = wasi.opens_copy(copy)
    assert (refused.status_code, refused.get_json()) == (403, {"reason": "other-kitchen"})
    assert luz.opens_copy(copy[:-1]).status_code == 400
    assert rosa.opens_copy(copy).status_code == 403


def test_a_forgotten_pin_costs_a_code_and_nothing_else(confederation: Confederation, rosa: APhone) -> None:
    slot, code = rosa.seals("unlock", device=rosa.device, key=KEY), confederation.invitation()
    assert rosa.unlocks("2345678923", slot).status_code == 404
    assert [rosa.unlocks(code, slot).get_json() for _ in range(2)] == [{"key": KEY}] * 2
    luz = confederation.a_phone(name="Luz")
    assert luz.unlocks(code, luz.seals("unlock", device=luz.device, key=KEY)).status_code == 404
    body = {"code": code, "device": APhone(rosa.client).device, "secret": "A" * 43, "door": "B" * 43}
    assert rosa.client.post("/sync/enrol", json=body).status_code == 404
    with confederation.app.app_context(), reading() as connection:
        written = connection.execute(AuditEntry.__table__.select().where(AuditEntry.kind == "device.unlocked")).first()
    assert written is not None and (written.subject, written.account_id) == (rosa.device, None)


def test_the_codes_in_its_owners_messages_open_no_stolen_phone(confederation: Confederation) -> None:
    joined, forgotten = confederation.invitation(), confederation.invitation()
    phone = APhone(confederation.app.test_client())
    phone.enrols(joined)
    slot = phone.seals("unlock", device=phone.device, key=KEY)
    assert phone.unlocks(joined, slot).status_code == 404
    assert phone.unlocks(confederation.invitation("wasi"), slot).status_code == 404
    assert phone.unlocks(forgotten, slot).status_code == 200
    with confederation.app.app_context(), writing() as connection:
        connection.execute(Invitation.__table__.update().values(used_at=clock.now() - AGAIN))
    assert phone.unlocks(forgotten, slot).status_code == 404
    confederation.closes(phone)
    assert phone.unlocks(confederation.invitation(), slot).status_code == 403


def test_an_envelope_of_another_phone_spends_no_code(confederation: Confederation, rosa: APhone) -> None:
    luz, code = confederation.a_phone(name="Luz"), confederation.invitation()
    theirs = luz.seals("unlock", device=luz.device, key=KEY)
    assert [rosa.unlocks(code, slot).status_code for slot in (theirs, theirs[:-1], rosa.copies(KEY))] == [400] * 3
    assert luz.unlocks(code, theirs).status_code == 200


def test_who_guesses_codes_is_told_to_wait(rosa: APhone) -> None:
    slot = rosa.seals("unlock", device=rosa.device, key=KEY)
    assert [rosa.unlocks(f"23456789{n:02}", slot).status_code for n in range(21)] == [404] * 20 + [429]
