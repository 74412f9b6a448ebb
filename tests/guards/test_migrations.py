"""Migrations bring every installation to exactly the tables that the code speaks of, and back, on both databases."""

from collections.abc import Iterator
from pathlib import Path

import flask_migrate
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask import Flask
from sqlalchemy import inspect

from app import create_app
from app.database import db
from tests.databases import HOME, TEST_KEY, Postgres

MIGRATIONS = HOME / "migrations"


@pytest.fixture(params=["sqlite", "postgresql"])
def nowhere(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Flask]:
    """An application over a database that has nothing at all."""
    server: Postgres | None = request.getfixturevalue("postgres") if request.param == "postgresql" else None
    name = server.create() if server else ""
    url = server.url(name) if server else f"sqlite:///{tmp_path / 'empty.sqlite'}"
    app = create_app({"DATABASE_URL": url, "MASTER_KEY": TEST_KEY, "JOURNAL": str(tmp_path / "journal.jsonl"), "TESTING": True})
    with app.app_context():
        yield app
        db.engine.dispose()
    if server:
        server.drop(name)


def _differences() -> list[object]:
    with db.engine.connect() as connection:
        return list(compare_metadata(MigrationContext.configure(connection, opts={"compare_type": True}), db.metadata))


def _tables() -> set[str]:
    return set(inspect(db.engine).get_table_names()) - {"alembic_version"}


def test_there_are_migrations() -> None:
    assert list(MIGRATIONS.glob("versions/*.py"))


def test_the_models_are_what_the_migrations_make(nowhere: Flask) -> None:
    flask_migrate.upgrade(str(MIGRATIONS))
    assert _tables() == set(db.metadata.tables)
    assert _differences() == []


def test_a_loaded_database_goes_down_and_up_again(nowhere: Flask) -> None:
    flask_migrate.upgrade(str(MIGRATIONS))
    assert nowhere.test_cli_runner().invoke(args=["places", "load"]).exit_code == 0
    flask_migrate.downgrade(str(MIGRATIONS), revision="base")
    assert _tables() == set()
    flask_migrate.upgrade(str(MIGRATIONS))
    assert _differences() == []
