"""Two real PostgreSQL servers, one following the other: the panel and the reports read the second, and say how far it is."""

import time
from collections.abc import Iterator
from io import BytesIO

import pytest
from flask import Flask, g
from sqlalchemy import create_engine

from app import clock, create_app, replica
from app.database import REPLICA, db, reading
from app.reports import export
from app.rollups import fresh
from tests.a_phone import APhone
from tests.a_visitor import AVisitor, signed_in
from tests.databases import TEST_KEY, Postgres, Standby
from tests.stories import Confederation, found

KITCHEN = "/panel/es/comedor/K-001?mes=2026-03"
SAID = "Falta el recibo del gas"


@pytest.fixture(scope="module")
def standby(postgres: Postgres) -> Iterator[Standby]:
    """The server that follows."""
    server = Standby(postgres)
    yield server
    server.stop()


@pytest.fixture(scope="module")
def both(
    postgres: Postgres, postgresql_template: str, standby: Standby, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Confederation]:
    """A confederation in the first, read from the second."""
    name = postgres.create(postgresql_template)
    addresses = {"DATABASE_URL": postgres.url(name), "REPLICA_URL": standby.url(name)}
    home = tmp_path_factory.mktemp("both")
    app = create_app(addresses | {"MASTER_KEY": TEST_KEY, "JOURNAL": str(home / "journal.jsonl"), "TESTING": True})
    yield found(app)
    with app.app_context():
        for engine in db.engines.values():
            engine.dispose()
    postgres.drop(name)


@pytest.fixture
def phone(both: Confederation) -> APhone:
    return both.a_phone()


@pytest.fixture
def board(both: Confederation, request: pytest.FixtureRequest) -> AVisitor:
    """Somebody of the board, signed in."""
    return signed_in(both.app, f"mesa{abs(hash(request.node.name)) % 10_000}", "board", "N")


@pytest.fixture(autouse=True)
def _goes_on(standby: Standby) -> Iterator[None]:
    yield
    standby.waits(False)


def level(app: Flask) -> None:
    """Wait until the second has what the first has."""
    with app.app_context():
        g.wrote = True
        for _ in range(600):
            if (stands := replica.stands()) and stands.has_hers:
                return
            time.sleep(0.05)
    raise AssertionError("the replica does not follow")


def served(phone: APhone, plates: int, on: str) -> None:
    phone.counts(member=plates, on=on)
    assert phone.syncs() == 200


def test_the_panel_reads_the_replica_and_says_how_far_it_is(both: Confederation, phone: APhone, board: AVisitor, standby: Standby) -> None:
    served(phone, 401, "2026-03-02")
    level(both.app)
    standby.waits()
    paused_at = clock.now()
    time.sleep(1.1)  # instants are whole seconds
    served(phone, 300, "2026-03-03")
    assert "401" in board.reads(KITCHEN)
    with both.app.test_request_context(KITCHEN):
        replica.choose()
        with reading() as connection:
            assert fresh.until(connection) <= paused_at
    both.app.config["REPLICA_LAG"] = 0.0  # of whole seconds, and one has passed
    assert "701" in board.reads(KITCHEN), "too far behind: the database itself is read"
    both.app.config["REPLICA_LAG"] = 60.0


def test_who_writes_reads_what_she_wrote(both: Confederation, phone: APhone, board: AVisitor, standby: Standby) -> None:
    other = signed_in(both.app, "otra", "board", "N")
    served(phone, 20, "2026-04-02")
    phone.hands_in("2026-04")
    phone.syncs()
    level(both.app)
    standby.waits()
    page = "/panel/es/comedor/K-001/observar?mes=2026-04"
    assert board.presses("/panel/es/comedor/K-001/observar", on=page, mes="2026-04", comment=SAID, opened="x").status_code == 303
    assert SAID in board.reads("/panel/es/comedor/K-001?mes=2026-04")
    assert SAID not in other.reads("/panel/es/comedor/K-001?mes=2026-04")
    standby.waits(False)
    level(both.app)
    assert SAID in board.reads("/panel/es/comedor/K-001?mes=2026-04")
    with board.client.session_transaction() as session:
        assert replica.WRITTEN not in session


def test_a_report_is_of_the_moment_that_the_replica_knows(both: Confederation, phone: APhone, standby: Standby) -> None:
    level(both.app)
    standby.waits()
    before = clock.now()
    time.sleep(1.1)
    served(phone, 17, "2026-05-02")
    with both.app.app_context():
        g.wrote = False  # another process takes it
        taken = export.write("consolidado-mensual", "2026-05", "national", "csv", BytesIO(), "system")
    assert taken.report.cutoff <= before


def test_a_replica_that_does_not_answer_is_done_without(both: Confederation, board: AVisitor, monkeypatch: pytest.MonkeyPatch) -> None:
    with both.app.app_context():
        engine = db.engines[REPLICA]
        monkeypatch.setitem(db.engines, REPLICA, create_engine(engine.url.set(port=1)))  # type: ignore[misc]
        assert replica.stands() is None
        monkeypatch.setitem(replica.rests, "until", 0.0)
        assert board.opens(KITCHEN).status_code == 200
