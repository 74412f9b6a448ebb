"""One file taken out of the house by a process of its own, so that its memory can be told from everybody else's.

`python -m bench.taking NAME PERIOD SCOPE FORM` prints seconds and, in MiB, how far the process grew over what the application needs; of a
CSV also the seconds of Python's own writer for the very same rows.
"""

import csv
import gc
import io
import json
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import IO

from app import create_app
from app.reports import export
from bench.stage import Stage
from tests.databases import HOME, TEST_KEY

REASON = "Medida del tiempo"


@dataclass(frozen=True)
class Cost:
    """What a file cost. `peak` is the largest the process was, `grown` by how much that is more than before, in MiB."""

    seconds: float
    peak: float
    grown: float
    rows: int
    bare: float


def take(stage: Stage, name: str, scope: str, form: str, period: str = "2026-10") -> Cost:
    """Let another process take it."""
    settings = {"DATABASE_URL": stage.url, "MI_COMEDOR_KEY": TEST_KEY, "MI_COMEDOR_INSTANCE": str(stage.folder)}
    command = [sys.executable, "-m", "bench.taking", name, period, scope, form]
    said = subprocess.run(command, cwd=HOME, env=os.environ | settings, check=True, capture_output=True)
    return Cost(**json.loads(said.stdout))


def _largest() -> float:
    """As the kernel has it of this program alone; `getrusage` also remembers who started it."""
    (line,) = (line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM:"))
    return int(line.split()[1]) / 1024


def main(name: str, period: str, scope: str, form: str) -> None:
    """Take it here."""
    with create_app().app_context(), tempfile.TemporaryFile() as file:
        gc.freeze()  # as wsgi.py does
        before, began = _largest(), time.perf_counter()
        taken = export.write(name, period, scope, form, file, "system", reason=REASON)
        seconds = time.perf_counter() - began
        cost = {"seconds": seconds, "peak": _largest(), "grown": _largest() - before, "rows": taken.report.count}
        print(json.dumps(cost | {"bare": _written_again(file) if form == "csv" else 0.0}))


def _written_again(file: IO[bytes]) -> float:
    """Seconds of the `csv` module alone, some rows of the file at a time."""
    seconds = 0.0
    file.seek(0)
    reader = csv.reader(io.TextIOWrapper(file, encoding="utf-8-sig", newline=""))
    with tempfile.TemporaryFile("w", newline="", encoding="utf-8-sig") as again:
        writer = csv.writer(again)
        while some := list(islice(reader, 10_000)):
            began = time.perf_counter()
            writer.writerows(some)
            seconds += time.perf_counter() - began
    return seconds


if __name__ == "__main__":
    main(*sys.argv[1:])
