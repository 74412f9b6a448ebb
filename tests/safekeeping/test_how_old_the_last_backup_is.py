"""`flask diagnose` says how old the last good backup is, and warns after the week that the law allows."""

import json
from datetime import timedelta

import pytest

from app import clock
from tests.safekeeping.keeper import Keeper


def state(keeper: Keeper) -> tuple[str, int | None]:
    found = {check["name"]: check for check in json.loads(keeper.tries("diagnose", "--format", "json").stdout)}
    return found["backups"]["state"], found["backups"]["values"]["days"]


def test_a_backup_grows_old(keeper: Keeper, monkeypatch: pytest.MonkeyPatch) -> None:
    assert state(keeper) == ("look", None)
    assert "DS 016-2024-JUS" in keeper.tries("diagnose").output
    file = keeper.backs_up()
    assert state(keeper) == ("well", 0)
    now = clock.now()
    monkeypatch.setattr(clock, "now", lambda: now + timedelta(days=6, hours=1))
    assert state(keeper) == ("well", 6)
    monkeypatch.setattr(clock, "now", lambda: now + timedelta(days=8))
    assert state(keeper) == ("look", 8)
    assert "hace 8 días" in keeper.tries("diagnose").output
    file.unlink()  # what is not there is no backup
    assert state(keeper) == ("look", None)
