"""nginx as it is shipped, before the running server."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.deploy.nginx import Nginx
from tests.served import Server


@pytest.fixture(scope="module")
def behind(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """gunicorn with the shipped configuration, for all the stories of a file."""
    home = tmp_path_factory.mktemp("behind")
    shutil.copy(sqlite_template, home / "mi_comedor.sqlite")
    server = Server(f"sqlite:///{home / 'mi_comedor.sqlite'}", home / "instance")
    server.start(TRUSTED_PROXIES="1", MI_COMEDOR_ENV="production", GUNICORN_CMD_ARGS="--config deploy/gunicorn.py")
    yield server
    server.stop()


@pytest.fixture(scope="module")
def nginx(behind: Server) -> Iterator[Nginx]:
    """The shipped nginx."""
    with tempfile.TemporaryDirectory(prefix="mc-nginx-") as folder:
        running = Nginx(Path(folder) / "nginx", behind.port)
        yield running
        running.stop()
