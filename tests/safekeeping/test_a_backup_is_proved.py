"""`flask backup`: sealed, restored aside and compared before it counts; nothing else is left lying about."""

import json
from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.pool import NullPool

from app import clock
from app.safekeeping import backup, shelf
from app.safekeeping.refused import Refused
from app.safekeeping.system import System
from tests.safekeeping.keeper import Keeper


@pytest.fixture
def kitchen(keeper: Keeper) -> Keeper:
    """One where somebody was registered and ate."""
    phone = keeper.confederation.a_phone()
    phone.serves(phone.registers("Juana", paternal="Ñahuincopa", doc_number="10117410"))
    phone.syncs()
    return keeper


def test_a_backup_says_what_it_holds_and_leaves_nothing_else(kitchen: Keeper) -> None:
    said = kitchen.says("backup")
    assert "Copia buena" in said
    assert "3 operaciones de 1 cuadernos" in said
    assert [file.suffix for file in kitchen.folder.iterdir() if file.name != "lock"] == [".backup"]
    assert kitchen.databases() == []
    assert "está bien" in kitchen.says("backup", "verify")
    assert kitchen.databases() == []


def test_nobody_reads_a_backup_without_the_key(kitchen: Keeper) -> None:
    content = kitchen.backs_up().read_bytes()
    assert not any(word in content for word in (b"Juana", b"10117410", b"Manos Unidas", b"CREATE TABLE", b"beneficiary", b"SQLite"))
    assert kitchen.folder.stat().st_mode & 0o777 == 0o700
    assert {file.stat().st_mode & 0o777 for file in kitchen.folder.glob("*.backup")} == {0o600}


def test_the_server_is_written_to_meanwhile(kitchen: Keeper, monkeypatch: pytest.MonkeyPatch) -> None:
    phone = kitchen.confederation.a_phone("wasi", "Luz")
    read = backup.contents.read

    def slowly(*about: object) -> object:
        phone.counts(member=20)
        assert phone.syncs() == 200
        return read(*about)  # type: ignore[arg-type]

    monkeypatch.setattr(backup.contents, "read", slowly)
    kitchen.backs_up()


def test_what_does_not_come_back_the_same_is_no_backup(kitchen: Keeper, monkeypatch: pytest.MonkeyPatch) -> None:
    with kitchen.app.app_context():
        system = type(backup.here())
    fill = system.fill

    def badly(self: System, scratch: str, content: Iterable[bytes]) -> None:
        fill(self, scratch, content)  # type: ignore[arg-type]
        with create_engine(scratch, poolclass=NullPool).begin() as connection:
            connection.execute(text("update operation set data = replace(data, 'member', 'nember')"))

    monkeypatch.setattr(system, "fill", badly)
    told = kitchen.tries("backup")
    assert told.exit_code == 1
    assert "no tiene lo mismo" in told.output
    assert list(kitchen.folder.glob("*.backup")) == []
    assert kitchen.databases() == []


def test_old_backups_go_and_the_newest_stays(kitchen: Keeper, monkeypatch: pytest.MonkeyPatch) -> None:
    now = clock.now()
    for days in (40, 20):
        monkeypatch.setattr(clock, "now", lambda days=days: now - timedelta(days=days))
        kitchen.backs_up()
    monkeypatch.setattr(clock, "now", lambda: now)
    assert len(json.loads(kitchen.says("backup", "list", "--format", "json"))) == 2
    said = kitchen.says("backup", "--keep", "30")
    assert said.count("Se borró") == 1
    monkeypatch.setattr(clock, "now", lambda: now + timedelta(days=99))
    with kitchen.app.app_context():
        assert len(shelf.clear(30)) == 1
        assert len(shelf.good()) == 1
    assert len(kitchen.says("backup", "list").splitlines()) == 1


def test_two_at_once_is_one_too_many(kitchen: Keeper) -> None:
    with kitchen.app.app_context(), shelf.alone():
        told = kitchen.tries("backup")
    assert told.exit_code == 1
    assert "Espere" in told.output


def test_without_a_backup_the_list_says_how_to_make_one(keeper: Keeper, tmp_path: Path) -> None:
    assert "flask --app wsgi backup" in keeper.says("backup", "list")
    with keeper.app.app_context(), pytest.raises(Refused, match="none"):
        shelf.find("")
