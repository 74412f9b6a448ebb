"""Totals printed by a command: CSV and JSON for scripts, with the names of the code and whole units; a table for a person."""

import csv
import io
from collections.abc import Callable, Sequence
from datetime import datetime

import msgspec

from app.rollups.measures import MEASURES, NAMES, Figures, all_rations
from app.rollups.totals import Line
from app.sheets import harmless
from app.words import instant, money, number, say

#: What a person reads instead of whole units: grams as kilos, millilitres as litres, centimos as soles.
_SHOWN: dict[str, Callable[[int], str]] = {
    "centimos": money,
    "g": lambda grams: f"{number(grams / 1000)} kg",
    "ml": lambda millilitres: f"{number(millilitres / 1000)} L",
}


#: The plates of all classes, then what is stored.
COLUMNS = ("rations", *NAMES)


def printed(lines: Sequence[Line], form: str, until: datetime) -> str:
    """The lines as `csv`, `json` or `table`; `until` is how far they are counted."""
    return {"csv": _csv, "json": _json, "table": _table}[form](lines, until)


def _csv(lines: Sequence[Line], _until: datetime) -> str:
    """A heading, then one line a code; nothing else, because scripts read it. Empty cells where nobody reported."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["code", "name", "kitchens_expected", *COLUMNS])
    for line in lines:
        figures = _with_all(line.figures) if line.figures else {}
        writer.writerow([harmless(line.code), harmless(line.name), line.expected, *(figures.get(name, "") for name in COLUMNS)])
    return out.getvalue().rstrip("\n")


def _with_all(figures: Figures) -> Figures:
    return figures | {"rations": all_rations(figures)}


def _json(lines: Sequence[Line], until: datetime) -> str:
    rows = [
        {"code": line.code, "name": line.name, "kitchens_expected": line.expected, "figures": line.figures and _with_all(line.figures)}
        for line in lines
    ]
    return msgspec.json.format(msgspec.json.encode({"up_to": until, "rows": rows}), indent=2).decode()


def _table(lines: Sequence[Line], until: datetime) -> str:
    """A block a line, because thirty figures side by side fit no terminal; measures that are zero everywhere are left out."""
    shown = [m for m in MEASURES if any(line.figures and line.figures[m.name] for line in lines)]
    width = max((len(say("rollups", "measure", name=m.name)) for m in shown), default=0)
    blocks = []
    for line in lines:
        blocks.append(f"{line.code}  {line.name}  {say('rollups', 'reporting', some=line.reporting, expected=line.expected)}".lstrip())
        for measure in shown if line.figures else ():
            value = _SHOWN.get(measure.unit, number)(line.figures[measure.name]) if line.figures else ""
            blocks.append(f"  {say('rollups', 'measure', name=measure.name):<{width}}  {value:>16}")
    return "\n".join([*blocks, say("rollups", "up_to", at=instant(until))])
