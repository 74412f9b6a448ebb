"""The same federation on both databases, for what must be judged alike."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app import create_app
from app.database import db
from tests.databases import TEST_KEY
from tests.reliability.bad.twins import Twins


@pytest.fixture
def twins(sqlite_url: str, postgresql_url: str, tmp_path: Path) -> Iterator[Twins]:
    """The same federation on both databases."""
    journals = [str(tmp_path / f"{name}.jsonl") for name in ("sqlite", "postgresql")]
    settings = [{"DATABASE_URL": url, "JOURNAL": file} for url, file in zip((sqlite_url, postgresql_url), journals, strict=True)]
    apps = [create_app({**each, "MASTER_KEY": TEST_KEY, "TESTING": True}) for each in settings]
    for app in apps:
        app.config["PROPAGATE_EXCEPTIONS"] = False  # a fault of ours must be an answer here, as it would be there
    yield Twins(*apps)
    for app in apps:
        with app.app_context():
            db.engine.dispose()
