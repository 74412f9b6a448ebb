"""Exact bytes: what `make weigh` weighs, a release, and a month's notebook on its way to a new phone (W1). No clock."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

from app import create_app
from app.sync import append
from bench import release
from bench.row import Row
from bench.stage import found, secret
from bench.standard_month import month
from bench.weigh import weights
from tests.databases import TEST_KEY, build_sqlite

NOBODY = "00000000-0000-4000-8000-ffffffffffff"


def measure(_quick: bool) -> Iterator[Row]:
    """A row of each weight."""
    for what, weight, budget in weights():
        yield Row(what, weight, "B", budget)
    down, up = release.weight()
    yield Row("a release that changes one screen: down and up", down + up, "B", 25_000)
    yield Row("a new phone joins with a month (W1), brotli 5", _joining(), "B", 16_000)


def _joining() -> int:
    """What a phone without a cursor is told of a kitchen that has worked for a month, without headers."""
    with tempfile.TemporaryDirectory() as folder:
        file = build_sqlite(Path(folder) / "bench.sqlite")
        journal = str(Path(folder) / "journal.jsonl")
        app = create_app({"DATABASE_URL": f"sqlite:///{file}", "MASTER_KEY": TEST_KEY, "JOURNAL": journal, "TESTING": True})
        (kitchen_id,) = found(app, 1)
        with app.app_context():
            for batch in month():
                append(kitchen_id, batch, NOBODY)
        headers = {"Authorization": f"Bearer {secret(0)}", "Accept-Encoding": "br"}
        body = {"epoch": None, "cursor": None, "app": "bench", "operations": []}
        answer = app.test_client().post("/sync", json=body, headers=headers)
        if answer.status_code != 200 or answer.headers["Content-Encoding"] != "br":
            raise RuntimeError(f"{answer.status_code} {answer.headers}")
        return len(answer.get_data())
