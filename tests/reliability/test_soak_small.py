"""The kill soak in small; the whole one is `make soak`, and docs/reliability.md says when it was last run and what came of it."""

from pathlib import Path

import pytest

from tests.reliability.soak.run import Size, soak

SMALL = Size(phones=6, operations=21, kills=8, disasters=1)


@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
def test_while_everything_is_killed_every_operation_is_kept_once(database: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    outcome = soak(database, SMALL, tmp_path, request.config.getoption("hypothesis_seed"))
    assert outcome.verdict.good, outcome.verdict
    assert outcome.verdict.operations + outcome.verdict.held == SMALL.phones * SMALL.operations
    assert (outcome.killer.killed, outcome.killer.struck) == (SMALL.kills, SMALL.disasters)
