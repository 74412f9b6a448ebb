"""What every test may ask for: an application and its database on both systems, the running server, a browser, a bad link."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import settings

from app import create_app
from app.database import db
from app.sync import opening
from tests import warm  # noqa: F401 - importing it is what it is for
from tests.databases import TEST_KEY, Postgres, build, build_sqlite
from tests.link import Link
from tests.served import Server
from tests.stories import Confederation, found

# Cores are shared, so a slow example is no failure; what failed prints how to repeat it.
settings.register_profile("mi-comedor", deadline=None, print_blob=True, derandomize=False)
settings.load_profile("mi-comedor")


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new installation's SQLite file, built once a run."""
    return build_sqlite(tmp_path_factory.mktemp("template") / "mi_comedor.sqlite")


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """The run's private PostgreSQL server."""
    server = Postgres()
    yield server
    server.stop()


@pytest.fixture(scope="session")
def postgresql_template(postgres: Postgres, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The name of a new installation's PostgreSQL database, built once a run."""
    name = postgres.create()
    build(postgres.url(name), tmp_path_factory.mktemp("template"))
    return name


@pytest.fixture(scope="session")
def premises(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the one installation stands that each test finds new."""
    return tmp_path_factory.mktemp("premises")


@pytest.fixture
def sqlite_url(sqlite_template: Path, premises: Path) -> str:
    """A new installation's database, on SQLite, at an address that is always the same."""
    for left in premises.glob("*.sqlite*"):
        left.unlink()
    return f"sqlite:///{shutil.copy(sqlite_template, premises / 'mi_comedor.sqlite')}"


@pytest.fixture
def postgresql_url(postgres: Postgres, postgresql_template: str) -> Iterator[str]:
    """A new installation's database, on PostgreSQL, at an address that is always the same."""
    name = postgres.create(postgresql_template, "mi_comedor")
    yield postgres.url(name)
    postgres.drop(name)


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> str:
    """A new installation's database; whoever asks runs twice, once on each system."""
    return str(request.getfixturevalue(f"{request.param}_url"))


@pytest.fixture(scope="session")
def standing() -> dict[str, Flask]:
    """Applications by the address of their database: a test takes over the last one's, which has its routes and statements compiled."""
    return {}


@pytest.fixture
def app(database_url: str, premises: Path, standing: dict[str, Flask]) -> Iterator[Flask]:
    """The application over `database_url`, in development, with keys that never change."""
    journal = premises / "journal.jsonl"
    journal.unlink(missing_ok=True)
    settings = {"DATABASE_URL": database_url, "MASTER_KEY": TEST_KEY, "JOURNAL": str(journal), "TESTING": True}
    built = standing.setdefault(database_url, standing.get(database_url) or create_app(settings))
    configured = dict(built.config)
    with built.app_context():
        opening.look()  # as at a start
    yield built
    built.config.clear()
    built.config.update(configured)
    with built.app_context():
        db.engine.dispose()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A visitor without a browser."""
    return app.test_client()


@pytest.fixture
def server(sqlite_url: str, tmp_path: Path) -> Iterator[Server]:
    """The real server over a new SQLite database; `server.app` prepares it, `server.stop()` and `server.start()` are power cuts."""
    running = Server(sqlite_url, tmp_path / "instance")
    running.start()
    yield running
    running.stop()


@pytest.fixture
def link(server: Server) -> Iterator[Link]:
    """A bad link in front of `server`, whole until told otherwise; browse `link.url`."""
    carrying = Link(server.port)
    yield carrying
    carrying.close()


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Debian's Chromium, which looks up nobody by itself."""
    quiet = ["background-networking", "component-update", "sync", "quic", "gpu", "dev-shm-usage"]
    flags = [f"--disable-{what}" for what in quiet] + ["--no-first-run"]
    if os.geteuid() == 0:
        flags.append("--no-sandbox")
    chromium = shutil.which("chromium") or "/usr/bin/chromium"
    return browser_type_launch_args | {"executable_path": chromium, "args": flags}


@pytest.fixture
def confederation(app: Flask) -> Confederation:
    """A small confederation in `app`'s database, whose kitchens phones can join."""
    return found(app)
