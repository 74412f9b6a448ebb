"""Held operations: what phones sent and could not be accepted, why, and what somebody decides about it."""

from typing import Any

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from app.accounts import audit, scope, sessions
from app.audience import audience
from app.books.pantry.models import OwnFood
from app.database import db, reading
from app.federation import devices
from app.federation.models import Unit
from app.panel import writers
from app.panel.pages import panel
from app.review import correction
from app.review.observation import lines
from app.sync import held as waiting
from app.sync import settle


@panel.get("/es/en-observacion")
@audience("panel")
def held() -> ResponseReturnValue:
    """What waits in the kitchens she may see today, or in one of them (`comedor`), newest first."""
    return _list(decided=False)


@panel.get("/es/en-observacion/decididas")
@audience("panel")
def held_decided() -> ResponseReturnValue:
    """What was decided: it leaves the list of what waits, and stays here."""
    return _list(decided=True)


@panel.get("/es/comedor/<code>/en-observacion/<key>")
@audience("panel")
def held_one(code: str, key: str) -> ResponseReturnValue:
    """One operation, readable, with its reason."""
    return _page(*found(code, key))


@panel.post("/es/comedor/<code>/en-observacion/<key>/aceptar")
@audience("panel")
def accept(code: str, key: str) -> ResponseReturnValue:
    """Offer it again: it may pass now, after an update or another operation."""
    unit, operation = found(code, key)
    answer = settle.again(unit.id, key) if operation.state == "waiting" else None
    if answer is not None and answer.answer == "held":
        return _page(unit, operation, "still_held"), 409
    if answer is not None:
        audit.note("held.decided", kitchen_id=unit.id, subject=key, detail="accepted")
    return redirect(url_for("panel.held_one", code=code, key=key), 303)


@panel.post("/es/comedor/<code>/en-observacion/<key>/rechazar")
@audience("panel")
def reject(code: str, key: str) -> ResponseReturnValue:
    """Decide that it will not be accepted, and say why."""
    unit, operation = found(code, key)
    why = reason_given()
    if not why:
        return _page(unit, operation, "why_missing"), 400
    if not settle.reject(unit.id, key, why, sessions.account().id):
        return _page(*found(code, key)), 409
    audit.note("held.decided", kitchen_id=unit.id, subject=key, detail="rejected")
    return redirect(url_for("panel.held_one", code=code, key=key), 303)


def _list(decided: bool) -> str:
    code = request.args.get("comedor", "")[:40]
    one = scope.kitchen_or_404(sessions.account(), code)[0] if code else None
    ids = [one.id] if one else scope.visible_units(sessions.account())
    page = waiting.page(ids, request.args.get("pagina", 1, int), decided=decided)
    names = _kitchens({operation.kitchen_id for operation in page.found})
    with reading() as connection:
        deciders = writers.accounts(connection, {operation.decided_by for operation in page.found if operation.decided_by})
    return render_template("panel/held.html", held=page, decided=decided, one=one, kitchens=names, deciders=deciders)


def found(code: str, key: str) -> tuple[Unit, waiting.Waiting]:
    """The held operation and its kitchen's unit if it is hers who asks, else 404."""
    unit, _ = scope.kitchen_or_404(sessions.account(), code)
    operation = waiting.find(unit.id, key)
    if operation is None:
        abort(404)
    return unit, operation


def reason_given() -> str:
    """What she typed as the reason, in one line; it goes to the kitchen's phones."""
    return " ".join(lines(request.form.get("why", "")).split())[:200].strip()


def own_foods(kitchen_id: int) -> dict[str, str]:
    """The foods that a kitchen named itself: names by id."""
    return dict(db.session.execute(select(OwnFood.id, OwnFood.name).where(OwnFood.kitchen_id == kitchen_id)).all())


def _page(unit: Unit, operation: waiting.Waiting, trouble: str | None = None) -> str:
    body: dict[str, Any] | None = operation.body if isinstance(operation.body, dict) else None
    device = devices.by_id(operation.device_id) if operation.device_id else None
    page = {"unit": unit, "operation": operation, "body": body, "device": device, "trouble": trouble, "own_foods": own_foods(unit.id)}
    return render_template("panel/held_one.html", correctable=correction.draft(operation) is not None, **page)


def _kitchens(ids: set[int]) -> dict[int, Unit]:
    return {unit.id: unit for unit in db.session.scalars(select(Unit).where(Unit.id.in_(ids)))}
