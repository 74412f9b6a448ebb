"""The files that leave the house; app.reports writes down who took which."""

from tempfile import TemporaryFile
from typing import Any

from flask import Response, abort, render_template, request, send_file
from flask.typing import ResponseReturnValue

from app.accounts import scope, sessions
from app.audience import audience
from app.database import db, reading
from app.federation import tree
from app.federation.models import LEVELS, Unit
from app.panel import period as months
from app.panel.pages import panel
from app.reports import consolidated, export, roll, span, takings
from app.reports.definitions import DEFINITIONS
from app.reports.models import LONGEST_REASON


@panel.get("/es/archivos/", defaults={"code": ""})
@panel.get("/es/archivos/<code>")
@audience("panel")
def files(code: str) -> ResponseReturnValue:
    """Every report with what it holds and the forms in which it leaves, of a unit (her own, if none is named) and a month."""
    period, account = months.asked(), sessions.account()
    unit = scope.unit_or_404(account, code, period.name) if code else db.session.get_one(Unit, account.unit_id)
    with reading() as connection:
        taken = takings.latest(connection, f"account:{account.id}")
    below = [child for child in tree.children(unit.id, period.name) if child.level != LEVELS[-1]]
    page: dict[str, Any] = {"definitions": DEFINITIONS.values(), "quarter": span.quarter_of(period.name), "taken": taken, "below": below}
    return render_template("panel/files.html", unit=unit, period=period, **page)


@panel.get("/es/archivos/<code>/padron")
@audience("panel")
def ask_roll(code: str) -> ResponseReturnValue:
    """Ask what the names are wanted for, before any leaves."""
    period = months.asked()
    return _why(scope.unit_or_404(sessions.account(), code, period.name), period.name)


@panel.post("/es/descargas")
@audience("panel")
def download() -> ResponseReturnValue:
    """A report of a unit as a file. A POST, because it is written down who took it; names leave only with a reason."""
    name, form, account = request.form.get("reporte") or consolidated.NAME, request.form.get("formato", ""), sessions.account()
    unit, period, reason = _hers(name), request.form.get("mes", ""), request.form.get("motivo", "")
    file = TemporaryFile()  # noqa: SIM115 - the answer closes it once it is sent
    try:
        taken = export.write(name, period, unit.code, form or "-", file, f"account:{account.id}", reason=reason)
    except export.Refused as refused:
        if str(refused) == "reason_missing":
            return _why(unit, period, reason, trouble=True), 400
        if str(refused) == "too_long":
            return render_template("panel/files_too_long.html", unit=unit, mes=period, definition=DEFINITIONS[name]), 400
        abort(404)
    file.seek(0)
    answer: Response = send_file(file, mimetype=taken.mimetype, as_attachment=True, download_name=taken.filename)
    answer.headers.update(taken.headers())
    return answer


def _hers(name: str) -> Unit:
    """The unit of this request, which must be hers in every month of what she asks for; else 404."""
    asked = span.parse(request.form.get("mes", ""), quarters=name in DEFINITIONS and DEFINITIONS[name].quarters)
    if asked is None:
        abort(404)
    found = [scope.unit_or_404(sessions.account(), request.form.get("unidad", ""), months.known(month)) for month in asked.months]
    return found[-1]


def _why(unit: Unit, period: str, reason: str = "", *, trouble: bool = False) -> str:
    page = {"unit": unit, "mes": period, "definition": DEFINITIONS[roll.NAME], "reason": reason, "trouble": trouble}
    return render_template("panel/files_why.html", **page, least=export.LEAST_REASON, longest=LONGEST_REASON)
