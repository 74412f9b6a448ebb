"""A handset that keeps its profile on disk, a link with chosen faults, and Rosa between them.

One of each serves all stories of a file: the next begins where the last ended, and what was promised in one is asked for in all.
"""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Playwright

from tests.phone.conftest import PHONE
from tests.reliability.browser.handset import Handset
from tests.reliability.browser.proxy import ChosenLink
from tests.reliability.browser.rosa import Rosa
from tests.served import Server


@pytest.fixture(scope="module")
def server(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The real server over a new SQLite database."""
    home = tmp_path_factory.mktemp("server")
    running = Server(f"sqlite:///{shutil.copy(sqlite_template, home / 'mi_comedor.sqlite')}", home / "instance")
    running.start()
    yield running
    running.stop()


@pytest.fixture(scope="module")
def bad_link(server: Server) -> Iterator[ChosenLink]:
    """A link in front of `server`, whole until told otherwise."""
    carrying = ChosenLink(server.port)
    yield carrying
    carrying.close()


@pytest.fixture(scope="module")
def handset(
    playwright: Playwright, tmp_path_factory: pytest.TempPathFactory, browser_type_launch_args: dict[str, Any]
) -> Iterator[Handset]:
    """A handset with a profile of its own, switched off."""
    made = Handset(playwright, tmp_path_factory.mktemp("handset") / "profile", browser_type_launch_args | PHONE)
    yield made
    made.switch_off()


@pytest.fixture(scope="module")
def somebody(handset: Handset, server: Server, bad_link: ChosenLink) -> Rosa:
    """Rosa, who has entered, and of whom the federation has heard."""
    rosa = Rosa(handset, server, bad_link)
    rosa.enters()
    rosa.sees_pending(0)
    return rosa


@pytest.fixture
def rosa(somebody: Rosa) -> Iterator[Rosa]:
    """The same Rosa in every story; the link is whole when it begins, and no page may have thrown when it ends."""
    somebody.link.mend()
    yield somebody
    assert somebody.handset.complaints == []
