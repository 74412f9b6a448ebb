"""The coordinator whose stories the accounts' tests tell."""

import pytest
from argon2 import PasswordHasher

from app.accounts import passwords
from tests.a_visitor import AVisitor, with_an_account
from tests.stories import Confederation


@pytest.fixture
def rosa(confederation: Confederation) -> AVisitor:
    """The coordinator of Lima Sur, who has not signed in yet."""
    return with_an_account(confederation.app, "rosa", "coordinator", "P-LIMA")


@pytest.fixture
def long_quarter(monkeypatch: pytest.MonkeyPatch) -> None:
    """A quarter of an hour that does not end meanwhile."""
    monkeypatch.setattr("app.federation.attempts.time.time", lambda: 1_800_000_000)


@pytest.fixture
def quick_passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    """Passwords that cost next to nothing, for stories about something else."""
    monkeypatch.setattr(passwords, "hasher", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
