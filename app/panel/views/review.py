"""The review of the month: how far each kitchen's month has come, and observing or accepting one."""

import secrets
from typing import Any

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.accounts import audit, scope, sessions
from app.audience import audience
from app.books.notebook import months
from app.database import db, reading
from app.federation.models import Unit
from app.panel import period as periods
from app.panel import writers
from app.panel.pages import panel
from app.review import progress
from app.review.acceptance import Refused, accept
from app.review.observation import LONGEST, observe
from app.rollups import fresh, totals

PER_PAGE = 100


@panel.get("/es/revision/", defaults={"code": ""})
@panel.get("/es/revision/<code>")
@audience("panel")
def review(code: str) -> ResponseReturnValue:
    """The kitchens of a unit (her own, if none is named) and how the month of each stands, by name, in pages."""
    period, account = periods.asked(), sessions.account()
    unit = scope.unit_or_404(account, code, period.name) if code else db.session.get_one(Unit, account.unit_id)
    with reading() as connection:
        every = progress.kitchens(connection, unit.id, period.name)
        until = fresh.until(connection)
    asked = request.args.get("estado", "")
    state = asked if asked in progress.STATES else None
    found = [kitchen for kitchen in every if state is None or kitchen.state == state]
    pages = max(1, -(-len(found) // PER_PAGE))
    page = min(max(1, request.args.get("pagina", 1, int)), pages)
    shown = found[(page - 1) * PER_PAGE : page * PER_PAGE]
    view = {"shown": shown, "total": len(every), "state": state, "counts": progress.counts(every), "page": page, "pages": pages}
    return render_template("panel/review.html", unit=unit, period=period, until=until, **view)


@panel.get("/es/comedor/<code>/observar")
@audience("panel")
def ask_observe(code: str) -> ResponseReturnValue:
    """The form of a comment. Its operation begins here, so that pressing twice is one comment."""
    unit, _ = scope.kitchen_or_404(sessions.account(), code, periods.asked().name)
    return _form("panel/observe.html", unit, periods.asked().name, opened=secrets.token_urlsafe(12))


@panel.post("/es/comedor/<code>/observar")
@audience("panel")
def observe_month(code: str) -> ResponseReturnValue:
    """Send the month back to the kitchen with the comment."""
    period, account = periods.known(request.form.get("mes", "")), sessions.account()
    unit, _ = scope.kitchen_or_404(account, code, period)
    comment, opened = request.form.get("comment", ""), request.form.get("opened", "")[:40]
    try:
        observe(unit.id, period, comment, account.id, opened)
    except Refused as refused:
        return _form("panel/observe.html", unit, period, opened=opened, comment=comment, trouble=str(refused)), 400
    audit.note("month.observed", kitchen_id=unit.id, detail=period)
    return _back(code, period)


@panel.get("/es/comedor/<code>/conformidad")
@audience("panel")
def ask_accept(code: str) -> ResponseReturnValue:
    """Say what accepting a month means, and ask whether she means it."""
    unit, _ = scope.kitchen_or_404(sessions.account(), code, periods.asked().name)
    return _form("panel/accept_month.html", unit, periods.asked().name)


@panel.post("/es/comedor/<code>/conformidad")
@audience("panel")
def accept_month(code: str) -> ResponseReturnValue:
    """Accept the month, which locks it. Twice is once."""
    period, account = periods.known(request.form.get("mes", "")), sessions.account()
    unit, _ = scope.kitchen_or_404(account, code, period)
    try:
        accept(unit.id, period, account.id)
    except Refused as refused:
        return _form("panel/accept_month.html", unit, period, trouble=str(refused)), 400
    audit.note("month.accepted", kitchen_id=unit.id, detail=period)
    return _back(code, period)


def steps(unit_id: int, period: str) -> dict[str, Any]:
    """How a kitchen's month stands and how it came there, for a page: the act that stands (None: pending), all acts, and names."""
    with reading() as connection:
        told = months.told(connection, unit_id, period)
        act = months.standing(connection, unit_id).get(period)
        names = writers.names(connection, unit_id, {one.by for one in told})
    return {"standing": act, "told": told, "writers": names}


def _form(template: str, unit: Unit, period: str, **more: Any) -> str:
    with reading() as connection:
        line = totals.unit(connection, unit.id, period)
    page = {"unit": unit, "mes": period, "line": line, "longest": LONGEST, "trouble": None, "comment": ""}
    return render_template(template, **page | steps(unit.id, period) | more)


def _back(code: str, period: str) -> ResponseReturnValue:
    return redirect(url_for("panel.kitchen", code=code, mes=period, _anchor="entrega"), 303)
