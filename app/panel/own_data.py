"""A person's data as a file that she takes with her: JSON for programs, CSV in words for a spreadsheet."""

import csv
import io
from collections.abc import Callable
from typing import Any

import msgspec
from flask import current_app

from app import clock
from app.federation.models import Unit
from app.review.person import Sheet
from app.sheets import harmless
from app.words import day, say

#: Her sheet, her kitchen and the names of who wrote → the file's bytes.
Write = Callable[[Sheet, Unit, dict[str, str]], bytes]


def as_json(sheet: Sheet, unit: Unit, writers: dict[str, str]) -> bytes:
    """Everything, in the names of docs/sync.md: her fields, what was written of her, what is counted of her."""
    about = {name: sheet.known[name] for name in ("joined_on", "left_on", "leave_reason", "conflicts")} | {"asked": sheet.asked}
    told: dict[str, Any] = {"made_at": clock.now().isoformat(), "kitchen": {"code": unit.code, "name": unit.name}, "id": sheet.id}
    told |= {"fields": sheet.values} | about | {"counted": sheet.counted}
    told["written"] = [
        {"kind": one.kind, "on": one.on, "by": writers.get(one.by, one.by), "data": one.data}
        | ({"base": one.base} if one.base else {})
        | ({"undone": True} if one.undone_seq is not None else {})
        for one in sheet.said
    ]
    return msgspec.json.format(msgspec.json.encode(told), indent=2)


def as_csv(sheet: Sheet, unit: Unit, writers: dict[str, str]) -> bytes:
    """A line for each thing that is held, in words: what it is, what it says."""
    out = io.StringIO(newline="")
    lines = csv.writer(out, lineterminator="\r\n")
    lines.writerow([say("panel", "own_data_what"), say("panel", "own_data_says")])
    for what, says in _lines(sheet, unit, writers):
        lines.writerow([harmless(" ".join(what.split())), harmless(" ".join(says.split()))])
    return out.getvalue().encode("utf-8-sig")


def _lines(sheet: Sheet, unit: Unit, writers: dict[str, str]) -> list[tuple[str, str]]:
    """The words are those of the sheet on the screen (templates/panel/person_facts.html)."""
    words: Any = current_app.jinja_env.get_template("panel/person_facts.html").module
    lines = [(say("panel", "own_data_kitchen"), f"{unit.name} ({unit.code})")]
    lines += [(words.field_words(name), words.value_words(name, value)) for name, value in sheet.values.items()]
    lines += [(words.class_words(name), str(count)) for name, count in sheet.counted.rations.items()]
    lines += [(f"{day(one.on)} {words.act_words(one)}", writers.get(one.by, "")) for one in sheet.said]
    return lines


#: By what follows the point in the file's name: its media type, and what writes it.
FORMS: dict[str, tuple[str, Write]] = {
    "json": ("application/json", as_json),
    "csv": ("text/csv; charset=utf-8", as_csv),
}
