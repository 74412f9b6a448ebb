"""The files that leave the house; app.reports writes down who took which."""

from tempfile import TemporaryFile

from flask import Response, abort, request, send_file
from flask.typing import ResponseReturnValue

from app.accounts import scope, sessions
from app.audience import audience
from app.panel import period as months
from app.panel.pages import panel
from app.reports import consolidated, export


@panel.post("/es/descargas")
@audience("panel")
def download() -> ResponseReturnValue:
    """The month's table of a unit's kitchens as a file. A POST, because it is written down who took it."""
    period, form, account = request.form.get("mes", ""), request.form.get("formato", ""), sessions.account()
    unit = scope.unit_or_404(account, request.form.get("unidad", ""), months.known(period))
    file = TemporaryFile()  # noqa: SIM115 - the answer closes it once it is sent
    try:
        taken = export.write(consolidated.NAME, period, unit.code, form, file, f"account:{account.id}")
    except export.Refused:
        abort(404)
    file.seek(0)
    answer: Response = send_file(file, mimetype=taken.mimetype, as_attachment=True, download_name=taken.filename)
    answer.headers.update(taken.headers())
    return answer
