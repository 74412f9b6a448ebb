"""Two web processes behind the shipped nginx, over one database: any answers any phone, and when one dies nothing is lost."""

import json
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.database import reading
from app.rollups import check
from app.sync import log
from tests.a_phone import APhone
from tests.deploy.nginx import Nginx
from tests.deploy.visitor import Visitor
from tests.served import Server
from tests.stories import found

SHIPPED = {
    "TRUSTED_PROXIES": "1",
    "MI_COMEDOR_ENV": "production",
    "GUNICORN_CMD_ARGS": "--config deploy/gunicorn.py",
    "WEB_CONCURRENCY": "1",
}


@pytest.fixture
def processes(postgresql_url: str, tmp_path: Path) -> Iterator[list[Server]]:
    """Two, which know nothing of one another but the database and the key."""
    servers = [Server(postgresql_url, tmp_path / name) for name in ("one", "other")]
    for server in servers:
        server.start(**SHIPPED)
    yield servers
    for server in servers:
        server.stop()


@pytest.fixture
def nginx(processes: list[Server]) -> Iterator[Nginx]:
    with tempfile.TemporaryDirectory(prefix="mc-nginx-") as folder:
        running = Nginx(Path(folder) / "nginx", *(server.port for server in processes))
        yield running
        running.stop()


def answered(server: Server, phone: APhone) -> int:
    """How many of a phone's requests a process answered."""
    lines = [json.loads(line) for line in server.log.read_text().splitlines()]
    return sum(line.get("device") == phone.device[:8] for line in lines)


def test_a_phones_requests_alternate_and_a_process_that_dies_loses_nothing(processes: list[Server], nginx: Nginx) -> None:
    confederation = found(processes[0].app)
    phone = APhone(Visitor(nginx))  # type: ignore[arg-type]
    phone.enrols(confederation.invitation())
    for plates in range(1, 7):
        phone.counts(member=plates)
        assert phone.syncs() == 200
    assert min(answered(server, phone) for server in processes) >= 2
    processes[0].stop()
    refused = 0
    for plates in range(7, 11):
        phone.counts(member=plates)
        while phone.syncs() != 200:
            refused += 1
    # At most the connections that nginx had kept open to it; after the first it is passed over.
    assert refused <= 2
    assert phone.outbox == []
    processes[0].start(**SHIPPED)
    with confederation.app.app_context(), reading() as connection:
        kitchen = confederation.kitchens["manos"]
        assert [row.id for row in log.after(connection, kitchen, 0, 100)] == list(phone.made)
    with confederation.app.app_context():
        assert check.kitchen(kitchen) == []
