"""Puts the results of a whole run into docs/: the figures as JSON, the table into performance.md, the charts beside it."""

import json
import re
from collections.abc import Sequence
from dataclasses import asdict

from bench import chart, growth_chart
from bench.row import HEADINGS, Row
from tests.databases import HOME

DOCS = HOME / "docs"
CHARTS = "\n![How much of each budget is used](images/performance.svg)\n\n![How cost grows](images/growth.svg)\n\n"
PLACE = re.compile(r"(<!-- results -->\n).*(<!-- end of results -->)", re.DOTALL)


def publish(rows: Sequence[Row], machine: dict[str, str]) -> None:
    """Write the four files."""
    figures = {"machine": machine, "rows": [asdict(row) | {"met": row.met} for row in rows]}
    (DOCS / "performance.json").write_text(json.dumps(figures, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    (DOCS / "images" / "performance.svg").write_text(chart.draw([row for row in rows if row.budget is not None]), encoding="utf-8")
    (DOCS / "images" / "growth.svg").write_text(growth_chart.draw([row for row in rows if row.curve]), encoding="utf-8")
    page = DOCS / "performance.md"
    said = _table(rows, machine) + CHARTS
    page.write_text(PLACE.sub(lambda found: found[1] + said + found[2], page.read_text(encoding="utf-8")), encoding="utf-8")


def _table(rows: Sequence[Row], machine: dict[str, str]) -> str:
    where = "; ".join(f"{name}: {value}" for name, value in machine.items())
    cells = [HEADINGS, ("---",) * len(HEADINGS), *(row.cells() for row in rows)]
    return f"{where}.\n\n" + "".join(f"| {' | '.join(line)} |\n" for line in cells)
