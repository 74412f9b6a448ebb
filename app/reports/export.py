"""Taking a report out of the house: build it, write it in a format, record who took it.

A file is a function of (definition, scope, period, cut-off). For the panel:

    with TemporaryFile() as file:
        taken = export.write("consolidado-mensual", "2026-03", unit.code, "xlsx", file, f"account:{account.id}")
        # taken.filename, taken.mimetype, taken.headers()

Whether somebody may take a scope is asked before (`accounts.scope`); nothing is asked here but the reason of a nominal report.
"""

import os
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from sqlalchemy import Connection, select

from app import clock, replica
from app.accounts import audit
from app.database import writing
from app.federation.models import LEVELS, Unit
from app.reports import span as spans
from app.reports import takers
from app.reports.definitions import DEFINITIONS, Definition, Write
from app.reports.lines import TooLong
from app.reports.models import LONGEST_REASON, ExportTaken
from app.reports.span import Span
from app.reports.statement import as_text

MIMETYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pdf": "application/pdf",
}
#: The scope that is the whole confederation, whatever its code.
NATIONAL = "national"
#: A reason shorter than this (letters) says nothing.
LEAST_REASON = 10


class Refused(ValueError):
    """What cannot be exported; the message is a reason code, worded in templates/reports/words.txt: `name_unknown`, `period_unknown`,
    `scope_unknown`, `form_unknown`, `reason_missing`, `too_long`."""


@dataclass(frozen=True)
class Taken:
    """What was taken: the content (a Report, or what else a definition builds) and its format."""

    report: Any
    form: str

    @property
    def filename(self) -> str:
        """`consolidado-mensual_2026-03_P-LIMA.xlsx`."""
        safe = "".join(letter if letter.isalnum() or letter in "-_" else "-" for letter in self.report.scope)
        return f"{self.report.name}_{self.report.span.name}_{safe}.{self.form}"

    @property
    def mimetype(self) -> str:
        """The file's media type."""
        return MIMETYPES[self.form]

    def headers(self) -> dict[str, str]:
        """The statement's facts for an HTTP answer, since a CSV has no place for them."""
        return {
            "X-Report-Cutoff": self.report.cutoff.isoformat(),
            "X-Report-Rows": str(self.report.count),
            "X-Report-SHA256": self.report.checksum,
        }


def write(name: str, period: str, scope: str, form: str, out: BinaryIO, taken_by: str, *, reason: str = "") -> Taken:
    """Write a report into a file opened for bytes (and for seeking), and record it. `scope` is `national` or the code of a unit,
    kitchens too; `taken_by` as in ExportTaken; `form` may be empty: the definition's first. Raises Refused."""
    definition, span = _asked(name, period)
    form = form or next(iter(definition.forms))
    if form not in definition.forms:
        raise Refused("form_unknown")
    reason = " ".join(reason.split())[:LONGEST_REASON] if definition.nominal else ""
    if definition.nominal and len(reason) < LEAST_REASON:
        raise Refused("reason_missing")
    with replica.reading_much() as connection:
        content = definition.build(connection, _unit(connection, scope), span)
        content.taken_by, content.reason = takers.named(connection, taken_by), reason
        _write(definition.forms[form], content, out)
    taken = Taken(content, form)
    _record(taken, taken_by)
    return taken


def to_path(name: str, period: str, scope: str, form: str, path: Path, taken_by: str, *, reason: str = "", beside: bool = False) -> Taken:
    """Write a report at `path`, whole or not at all; with `beside` its statement too, at `path` + `.txt`. Raises Refused and OSError."""
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "w+b") as out:
            taken = write(name, period, scope, form, out, taken_by, reason=reason)
        Path(temporary).chmod(0o640)
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    if beside:
        Path(f"{path}.txt").write_text(as_text(taken.report), encoding="utf-8")
    return taken


def _write(writer: Write, content: Any, out: BinaryIO) -> None:
    try:
        writer(content, out)
    except TooLong:
        raise Refused("too_long") from None


def _asked(name: str, period: str) -> tuple[Definition, Span]:
    if name not in DEFINITIONS:
        raise Refused("name_unknown")
    definition = DEFINITIONS[name]
    span = spans.parse(period, quarters=definition.quarters)
    if span is None:
        raise Refused("period_unknown")
    return definition, span


def _unit(connection: Connection, scope: str) -> Any:
    named = Unit.level == LEVELS[0] if scope == NATIONAL else Unit.code == scope
    unit = connection.execute(select(Unit.id, Unit.code, Unit.name, Unit.level).where(named)).one_or_none()
    if unit is None:
        raise Refused("scope_unknown")
    return unit


def _record(taken: Taken, taken_by: str) -> None:
    report = taken.report
    row = {"taken_by": taken_by, "taken_at": clock.now(), "report": report.name, "scope": report.scope, "period": report.span.name}
    row |= {"form": taken.form, "cutoff": report.cutoff, "rows": report.count, "checksum": report.checksum}
    row |= {"reason": report.reason or None}
    with writing() as connection:
        connection.execute(ExportTaken.__table__.insert(), [row])
        unit_id = connection.scalar(select(Unit.id).where(Unit.code == report.scope))
        what = f"{report.name} {report.span.name} {taken.form}"
        audit.note("export.taken", unit_id=unit_id, detail=what, account_id=_account(taken_by), connection=connection)


def _account(taken_by: str) -> int | None:
    kind, _, number = taken_by.partition(":")
    return int(number) if kind == "account" else None
