"""What two phones wrote differently: the list of the kitchens where something waits, and of a kitchen each difference with its values."""

import secrets
from collections.abc import Callable
from datetime import date

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.accounts import audit, scope, sessions
from app.audience import audience
from app.database import reading
from app.federation.models import Unit
from app.panel import directory
from app.panel.pages import panel
from app.review import differences as differing
from app.review.differences import Settling


@panel.get("/es/diferencias")
@audience("panel")
def differences() -> ResponseReturnValue:
    """The kitchens she may see today where two phones wrote differently, by name, and how much of what."""
    with reading() as connection:
        waiting = differing.waiting(connection, directory.hers(sessions.account()))
    return render_template("panel/differences.html", waiting=waiting, kitchens=directory.named(waiting))


@panel.get("/es/comedor/<code>/diferencias")
@audience("panel")
def kitchen_differences(code: str) -> ResponseReturnValue:
    """A kitchen's, each with both values and a button that says that it stands."""
    return _page(scope.kitchen_or_404(sessions.account(), code)[0])


@panel.post("/es/comedor/<code>/diferencias/servicio")
@audience("panel")
def settle_service(code: str) -> ResponseReturnValue:
    """She says which menu or price stands."""
    field, place = request.form.get("field", ""), request.form.get("place", -1, int)
    return _do(code, lambda settling, on, slot: settling.service(on, slot, field, place))


@panel.post("/es/comedor/<code>/diferencias/conteo")
@audience("panel")
def settle_count(code: str) -> ResponseReturnValue:
    """She says how many plates there were: one of the counts, or another number."""
    ration, place = request.form.get("class", ""), request.form.get("place", -1, int)
    typed = request.form.get("plates", "").strip()[:20]
    return _do(code, lambda settling, on, slot: settling.count(on, slot, ration, place, typed))


def _do(code: str, deed: Callable[[Settling, date, int], None]) -> ResponseReturnValue:
    unit, _ = scope.kitchen_or_404(sessions.account(), code)
    try:
        on = date.fromisoformat(request.form.get("on", ""))
    except ValueError:
        abort(404)
    settling = Settling(sessions.account().id, unit.id, request.form.get("seen", 0, int), request.form.get("opened", "")[:40])
    try:
        deed(settling, on, request.form.get("slot", 0, int))
    except differing.Declined as declined:
        return _page(unit, str(declined)), 400
    audit.note("difference.settled", kitchen_id=unit.id, detail=str(on))
    return redirect(url_for("panel.kitchen_differences", code=unit.code), 303)


def _page(unit: Unit, trouble: str = "") -> str:
    with reading() as connection:
        found = differing.of_kitchen(connection, unit.id)
    page = {"unit": unit, "found": found, "trouble": trouble, "opened": secrets.token_urlsafe(12)}
    return render_template("panel/differences_kitchen.html", **page)
