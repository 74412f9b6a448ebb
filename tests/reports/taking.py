"""Taking a file with the command, as it is typed, and reading it back."""

import csv
from pathlib import Path
from typing import Any

from tests.stories import Confederation


def take(confederation: Confederation, name: str, out: Path, *words: str, form: str = "csv") -> Any:
    """`flask reports export`, of March unless told otherwise; returns what it answered."""
    arguments = ["reports", "export", name, "--period", "2026-03", "--format", form, "--out", str(out), *words]
    answer = confederation.app.test_cli_runner().invoke(args=arguments)
    assert isinstance(answer.exception, SystemExit | None), answer.output
    return answer


def read(file: Path) -> list[dict[str, str]]:
    """The lines of a CSV by heading."""
    with file.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))
