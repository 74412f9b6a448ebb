"""What guards look at does not depend on the database, so the quick one does."""

import pytest


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """A new installation's database, on SQLite only."""
    return sqlite_url
