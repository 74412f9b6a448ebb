"""What must not be restored is refused with what to do about it, before the live database is touched."""

import secrets
from base64 import b64encode
from collections.abc import Callable
from datetime import timedelta
from errno import ENOSPC
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from app import clock, create_app
from app.safekeeping import backup, envelope
from app.safekeeping.refused import Refused
from tests.databases import TEST_KEY
from tests.safekeeping.keeper import Keeper
from tests.stories import Confederation


@pytest.fixture
def good(keeper: Keeper) -> Path:
    """A good backup of a kitchen that has gone on since."""
    phone = keeper.confederation.a_phone()
    phone.syncs()
    file = keeper.backs_up()
    phone.counts(member=20)
    phone.syncs()
    return file


def refused(keeper: Keeper, *words: object) -> str:
    """A restore that must do nothing; returns what it says."""
    before = keeper.ids(), keeper.life()
    told = keeper.restores(*words, "--replace")
    assert told.exit_code == 1, told.output
    assert "Traceback" not in told.output
    assert (keeper.ids(), keeper.life()) == before
    assert keeper.databases() == []
    return told.output


def test_a_file_that_was_cut(keeper: Keeper, good: Path) -> None:
    content = good.read_bytes()
    for length in (len(content) - 1, len(content) // 2, 200, 60):
        good.write_bytes(content[:length])
        assert "le falta el final" in refused(keeper, good)


def test_a_file_that_was_changed(keeper: Keeper, good: Path) -> None:
    content = bytearray(good.read_bytes())
    content[len(content) // 2] ^= 1
    good.write_bytes(content)
    assert "dañada o alguien la cambió" in refused(keeper, good)


def test_a_head_that_was_changed(keeper: Keeper, good: Path) -> None:
    good.write_bytes(good.read_bytes().replace(b'"made_at":"2', b'"made_at":"3', 1))
    assert "dañada o alguien la cambió" in refused(keeper, good)


def test_what_is_no_backup(keeper: Keeper, good: Path) -> None:
    good.write_bytes(b"SQLite format 3\x00" + secrets.token_bytes(4000))
    assert "no es una copia de Mi Comedor" in refused(keeper, good)
    assert "No se puede abrir" in refused(keeper, "nothing.backup")


def test_another_key(keeper: Keeper, good: Path) -> None:
    keeper.app = keeper.another(MASTER_KEY=b64encode(b"another key than the one of tests").decode())
    told = keeper.tries("restore", good, "--replace")
    assert told.exit_code == 1
    assert "otra llave" in told.output and "MI_COMEDOR_KEY" in told.output


def test_a_newer_program(keeper: Keeper, good: Path) -> None:
    rewrite(keeper, good, migration="9999")
    assert "Actualice primero el programa" in refused(keeper, good)


def test_another_system(keeper: Keeper, good: Path) -> None:
    other = {"sqlite": "postgresql", "postgresql": "sqlite"}[keeper.url.get_backend_name()]
    rewrite(keeper, good, system=other)
    assert "Revise DATABASE_URL" in refused(keeper, good)


def test_one_that_is_not_the_newest(keeper: Keeper, good: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    later = clock.now() + timedelta(hours=1)
    monkeypatch.setattr(clock, "now", lambda: later)
    newer = keeper.backs_up()
    assert newer.stem in refused(keeper, good)
    newer.unlink()  # the journal remembers it
    assert "--older" in refused(keeper, good)
    assert keeper.restores(good, "--replace", "--older").exit_code == 0


def test_a_disk_that_is_full(keeper: Keeper, good: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr("app.safekeeping.restore.flask_migrate.upgrade", raiser(OSError(ENOSPC, "No space left on device")))
        assert "haya sitio en el disco" in refused(keeper, good)
    with monkeypatch.context() as patch:
        patch.setattr("app.safekeeping.shelf.os.fsync", raiser(OSError(ENOSPC, "No space left on device")))
        assert keeper.tries("backup").exit_code == 1
    assert list(keeper.folder.glob("*.backup")) == [good]


def raiser(error: Exception) -> Callable[..., None]:
    def fails(*_words: object) -> None:
        raise error

    return fails


def test_a_database_that_does_not_answer(keeper: Keeper, good: Path) -> None:
    keeper.app = keeper.another(DATABASE_URL="postgresql://nobody@127.0.0.1:1/nothing")
    for words in (("backup",), ("restore", good)):
        told = keeper.tries(*words)
        assert told.exit_code == 1
        assert "vuelva a intentar" in told.output or "Revise DATABASE_URL" in told.output


def rewrite(keeper: Keeper, file: Path, **changes: str) -> None:
    """The same backup, as another program or system would have made it."""
    with keeper.app.app_context():
        with open(file, "rb") as content:
            pieces = list(envelope.read(content))
            content.seek(0)
            head = msgspec.structs.replace(envelope.read_head(content), **changes)
        with open(file, "wb") as out:
            envelope.write(out, head, pieces)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=some.data(), size=some.sampled_from([0, 1, envelope.PIECE - 1, envelope.PIECE, envelope.PIECE + 1, 3 * envelope.PIECE + 5]))
def test_no_byte_of_an_envelope_can_be_changed_or_missed(keeper_of_files: Keeper, tmp_path: Path, data: some.DataObject, size: int) -> None:
    content, file = (b"0123456789abcdef" * (size // 16 + 1))[:size], tmp_path / "one"
    with keeper_of_files.app.app_context():
        salt = secrets.token_hex(16)
        key = backup.seal.key_name()
        with open(file, "wb") as out:
            envelope.write(out, envelope.Head("one", "2026-03-02T00:00:00+00:00", "sqlite", "0001", key, salt), iter([content]))
        with open(file, "rb") as whole:
            assert b"".join(envelope.read(whole)) == content
        bad = bytearray(file.read_bytes())
        place = data.draw(some.integers(0, len(bad) - 1))
        if data.draw(some.booleans()):
            bad[place] ^= data.draw(some.integers(1, 255))
        else:
            del bad[place : place + data.draw(some.integers(1, 3))]
        file.write_bytes(bad)
        with open(file, "rb") as whole, pytest.raises(Refused):
            for _ in envelope.read(whole):
                pass


@pytest.fixture
def keeper_of_files(sqlite_url: str, tmp_path: Path) -> Keeper:
    """One for whom the database makes no difference."""
    names = {"DATABASE_URL": sqlite_url, "JOURNAL": str(tmp_path / "journal.jsonl"), "BACKUPS": str(tmp_path / "backups")}
    return Keeper(Confederation(create_app(names | {"MASTER_KEY": TEST_KEY, "TESTING": True}), {}))
