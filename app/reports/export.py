"""Taking a report out of the house: build it, write it in a format, record who took it.

A file is a function of (definition, scope, period, cut-off). For the panel:

    with TemporaryFile() as file:
        taken = export.write("consolidado-mensual", "2026-03", unit.code, "xlsx", file, f"account:{account.id}")
        # taken.filename, taken.mimetype, taken.headers()

Whether somebody may take a scope is asked before (`accounts.scope`); nothing is asked here.
"""

import os
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from sqlalchemy import select

from app import clock
from app.database import reading, writing
from app.federation.models import LEVELS, Unit
from app.reports import csv_file, workbook
from app.reports.definitions import DEFINITIONS, FORMS
from app.reports.models import ExportTaken
from app.reports.statement import as_text
from app.reports.table import Report

MIMETYPES = {"csv": "text/csv; charset=utf-8", "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}
#: The scope that is the whole confederation, whatever its code.
NATIONAL = "national"
_WRITE = {"csv": csv_file.write, "xlsx": workbook.write}


class Refused(ValueError):
    """What cannot be exported; the message is a reason code, worded in templates/reports/words.txt: `name_unknown`, `period_unknown`,
    `scope_unknown`, `form_unknown`."""


@dataclass(frozen=True)
class Taken:
    """What was taken: the report and its format."""

    report: Report
    form: str

    @property
    def filename(self) -> str:
        """`consolidado-mensual_2026-03_P-LIMA.xlsx`."""
        safe = "".join(letter if letter.isalnum() or letter in "-_" else "-" for letter in self.report.scope)
        return f"{self.report.name}_{self.report.period}_{safe}.{self.form}"

    @property
    def mimetype(self) -> str:
        """The file's media type."""
        return MIMETYPES[self.form]

    def headers(self) -> dict[str, str]:
        """The statement's facts for an HTTP answer, since a CSV has no place for them."""
        report = self.report
        return {
            "X-Report-Cutoff": report.cutoff.isoformat(),
            "X-Report-Rows": str(len(report.rows)),
            "X-Report-SHA256": report.checksum,
        }


def build(name: str, period: str, scope: str) -> Report:
    """The content of a report. `scope` is `national` or the code of a unit, kitchens too. Raises Refused."""
    if name not in DEFINITIONS:
        raise Refused("name_unknown")
    if not clock.is_period(period):
        raise Refused("period_unknown")
    named = Unit.level == LEVELS[0] if scope == NATIONAL else Unit.code == scope
    with reading() as connection:
        unit = connection.execute(select(Unit.id, Unit.code, Unit.name, Unit.level).where(named)).one_or_none()
        if unit is None:
            raise Refused("scope_unknown")
        return DEFINITIONS[name](connection, unit, period)


def write(name: str, period: str, scope: str, form: str, out: BinaryIO, taken_by: str) -> Taken:
    """Write a report into a file opened for bytes (and for seeking), and record it. `taken_by` as in ExportTaken. Raises Refused."""
    if form not in FORMS:
        raise Refused("form_unknown")
    taken = Taken(build(name, period, scope), form)
    _WRITE[form](taken.report, out)
    _record(taken, taken_by)
    return taken


def to_path(name: str, period: str, scope: str, form: str, path: Path, taken_by: str, *, beside: bool = False) -> Taken:
    """Write a report at `path`, whole or not at all; with `beside` its statement too, at `path` + `.txt`. Raises Refused and OSError."""
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "w+b") as out:
            taken = write(name, period, scope, form, out, taken_by)
        Path(temporary).chmod(0o640)
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    if beside:
        Path(f"{path}.txt").write_text(as_text(taken.report), encoding="utf-8")
    return taken


def _record(taken: Taken, taken_by: str) -> None:
    report = taken.report
    row = {"taken_by": taken_by, "taken_at": clock.now(), "report": report.name, "scope": report.scope, "period": report.period}
    row |= {"form": taken.form, "cutoff": report.cutoff, "rows": len(report.rows), "checksum": report.checksum}
    with writing() as connection:
        connection.execute(ExportTaken.__table__.insert(), [row])
