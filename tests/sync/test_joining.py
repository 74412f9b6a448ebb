"""How a phone joins its kitchen: one code, one phone, 48 hours, and an answer that may be lost on the way."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from app import clock
from app.database import reading, writing
from app.federation import attempts
from app.federation.models import Attempt, Device, Invitation
from tests.a_phone import APhone
from tests.stories import Confederation


def _asks(phone: APhone, code: str, **more: str) -> int:
    body = {"code": code, "device": phone.device, "secret": phone.secret, "door": phone.door, **more}
    return int(phone.client.post("/sync/enrol", json=body).status_code)


def _looks(phone: APhone, code: str) -> int:
    return int(phone.client.post("/sync/enrol", json={"code": code, "look": True}).status_code)


@pytest.fixture
def phone(app: Flask) -> APhone:
    """A phone that has joined nothing yet."""
    return APhone(app.test_client())


@pytest.fixture
def code(confederation: Confederation) -> str:
    """An invitation of Manos Unidas."""
    return confederation.invitation()


def test_looking_spends_nothing_and_says_whose_it_is(phone: APhone, code: str) -> None:
    told = phone.client.post("/sync/enrol", json={"code": f" {code[:5].lower()}-{code[5:]} ", "look": True})
    assert told.get_json() == {"kitchen": {"code": "K-001", "name": "Manos Unidas", "district": "Villa María del Triunfo"}}
    assert _asks(phone, code) == 200


def test_a_phone_whose_answer_was_lost_may_look_and_join_again(phone: APhone, code: str) -> None:
    first = phone.enrols(code)
    assert _looks(phone, code) == 200
    again = phone.enrols(code)
    assert {name: again[name] for name in ("kitchen", "epoch", "public_key")} == {
        name: first[name] for name in ("kitchen", "epoch", "public_key")
    }
    assert phone.syncs() == 200


def test_a_code_lets_one_phone_in_and_only_with_its_own_secrets(app: Flask, phone: APhone, code: str) -> None:
    other = APhone(app.test_client())
    assert _asks(phone, code) == 200
    assert _asks(other, code) == 404
    assert _asks(phone, code, secret=other.secret) == 404
    assert _asks(phone, code, door=other.door) == 404
    assert other.push([]).status_code == 401


def test_a_phone_of_one_kitchen_cannot_be_made_anothers(confederation: Confederation, phone: APhone, code: str) -> None:
    assert _asks(phone, code) == 200
    assert _asks(phone, confederation.invitation("wasi")) == 404
    with confederation.app.app_context(), reading() as connection:
        assert connection.scalar(select(Device.kitchen_id)) == confederation.kitchens["manos"]


def test_an_invitation_stands_for_48_hours(app: Flask, phone: APhone, code: str) -> None:
    with app.app_context(), writing() as connection:
        made, until = connection.execute(select(Invitation.made_at, Invitation.expires_at)).one()
        assert until - made == timedelta(hours=48)
        connection.execute(Invitation.__table__.update().values(expires_at=clock.now()))
    assert (_looks(phone, code), _asks(phone, code)) == (404, 404)


def test_who_tries_one_code_too_often_is_told_to_wait(phone: APhone, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(attempts.time, "time", lambda: 900_000_100.0)
    answers = [_looks(phone, "NADIE") for _ in range(21)]
    assert answers == [404] * 20 + [429]
    told = phone.client.post("/sync/enrol", json={"code": "NADIE", "look": True})
    assert (told.get_json(), told.headers["Retry-After"]) == ({"reason": "too-many"}, "800")


def test_tries_are_forgotten_once_they_count_for_nothing(app: Flask, phone: APhone, monkeypatch: pytest.MonkeyPatch) -> None:
    for second in range(3):
        monkeypatch.setattr(attempts.time, "time", lambda second=second: 900_000_000.0 + 900 * second)
        for guess in range(5):
            _looks(phone, f"GUESS{second}{guess}")
    with app.app_context(), reading() as connection:
        assert connection.scalar(select(func.count()).select_from(Attempt)) == 5
