"""A confederation with a folder for backups, and a way to destroy its server."""

from pathlib import Path

import pytest

from tests.safekeeping.keeper import Keeper
from tests.stories import Confederation


@pytest.fixture
def keeper(confederation: Confederation, tmp_path: Path) -> Keeper:
    """Who looks after the server."""
    confederation.app.config["BACKUPS"] = str(tmp_path / "backups")
    return Keeper(confederation)
