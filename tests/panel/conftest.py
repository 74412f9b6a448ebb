"""A confederation with some life in it, and the people who look at it."""

import pytest
from argon2 import PasswordHasher

from app.accounts import passwords
from app.rollups import levels
from tests.a_visitor import AVisitor, signed_in
from tests.stories import Confederation

#: The month in which it all happens.
PERIOD = "2026-03"


@pytest.fixture(autouse=True)
def quick_passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    """Passwords that cost next to nothing: the stories of the sign-in itself are told in tests/accounts at the full price."""
    monkeypatch.setattr(passwords, "hasher", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))


@pytest.fixture
def lively(confederation: Confederation) -> Confederation:
    """Manos Unidas and Ñawi Wasi served and received food in March 2026; of Nueva Esperanza nothing is known."""
    manos = confederation.a_phone("manos")
    manos.serves(manos.registers("Juana", paternal="Quispe"))
    manos.counts(paid=18, cook=2, social_case=1)
    manos.counts(on="2026-03-03", paid=20, credit=2)
    manos.write("service.skipped", {"slot": 1, "reason": "no_gas"}, on="2026-03-04")
    manos.receives("arroz", 50_000)
    wasi = confederation.a_phone("wasi", "Carmen")
    wasi.serves(wasi.registers("Elsa"))
    wasi.counts(paid=9)
    assert (manos.syncs(), wasi.syncs()) == (200, 200)
    with confederation.app.app_context():
        levels.coalesce()
    return confederation


@pytest.fixture
def rosa(confederation: Confederation) -> AVisitor:
    """The coordinator of Lima Sur."""
    return signed_in(confederation.app, "rosa", "coordinator", "P-LIMA")


@pytest.fixture
def board(confederation: Confederation) -> AVisitor:
    """Somebody of the confederation's board."""
    return signed_in(confederation.app, "junta", "board", "N")
