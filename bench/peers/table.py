"""Everybody's figures side by side: for a terminal, and for docs/performance.md."""

import re
import tempfile
from pathlib import Path

from bench.peers import content, mine, peer
from bench.peers.work import WORKS, Cost
from bench.publish import DOCS
from bench.row import shown

OURS = "Mi Comedor"
PEERS = {"PouchDB ↔ pouchdb-server": "pouchdb.mjs", "RxDB": "rxdb.mjs", "WatermelonDB": "watermelondb.mjs"}
PLACE = re.compile(r"(<!-- peers -->\n).*(<!-- end of peers -->)", re.DOTALL)
MEASURES = {"requests": "requests", "up": "B up", "down": "B down", "seconds": "s on GPRS"}


def tell(about: dict[str, str], publishing: bool) -> None:
    """Measure everybody, print the table, and put it into docs/performance.md if that is wanted."""
    table = _measured()
    print("\n".join(["", *_aligned(table)]))
    if publishing:
        _publish(table, about)


def _measured() -> list[list[str]]:
    """Headings, and a line for each measure of each work: what, ours, and each peer's."""
    costs = {OURS: mine.works()}
    for name, program in PEERS.items():
        with tempfile.TemporaryDirectory(prefix="mc-bench-") as folder:
            costs[name] = peer.works(program, content.theirs(), Path(folder))
    return [["over GPRS, plain HTTP", *costs], *(line for work in WORKS for line in _lines(work, costs))]


def _lines(work: str, costs: dict[str, dict[str, Cost]]) -> list[list[str]]:
    return [
        [f"{WORKS[work]}, {unit}" if measure == "requests" else f"… {unit}", *(shown(getattr(of[work], measure)) for of in costs.values())]
        for measure, unit in MEASURES.items()
    ]


def _aligned(table: list[list[str]]) -> list[str]:
    widths = [max(map(len, column)) for column in zip(*table, strict=True)]
    return ["  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip() for line in table]


def _publish(table: list[list[str]], about: dict[str, str]) -> None:
    where = "; ".join(f"{name}: {about[name]}" for name in ("date", "processor", "load when it began"))
    marks = ["---", *("---:" for _ in table[0][1:])]
    said = f"{where}.\n\n" + "".join(f"| {' | '.join(line)} |\n" for line in (table[0], marks, *table[1:])) + "\n"
    page = DOCS / "performance.md"
    page.write_text(PLACE.sub(lambda found: found[1] + said + found[2], page.read_text(encoding="utf-8")), encoding="utf-8")
