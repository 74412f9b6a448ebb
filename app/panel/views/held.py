"""Held operations: what phones sent and could not be accepted, why, and what somebody decides about it."""

from typing import Any

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from app.accounts import audit, scope, sessions
from app.audience import audience
from app.books.pantry.models import OwnFood
from app.database import db
from app.federation import devices
from app.federation.models import Unit
from app.panel.pages import panel
from app.review import correction
from app.sync import held as waiting
from app.sync import settle

#: How many are shown at once; who has more than that looks at them kitchen by kitchen.
MOST = 200


@panel.get("/es/en-observacion")
@audience("panel")
def held() -> ResponseReturnValue:
    """What waits in the kitchens she may see today, newest first."""
    found = waiting.list_for(scope.visible_units(sessions.account()), most=MOST)
    names = _kitchens({operation.kitchen_id for operation in found})
    return render_template("panel/held.html", found=found, kitchens=names, most=MOST)


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


def found(code: str, key: str) -> tuple[Unit, waiting.Waiting]:
    """The held operation and its kitchen's unit if it is hers who asks, else 404."""
    unit, _ = scope.kitchen_or_404(sessions.account(), code)
    operation = waiting.find(unit.id, key)
    if operation is None:
        abort(404)
    return unit, operation


def reason_given() -> str:
    """What she typed as the reason, in one line; it goes to the kitchen's phones."""
    return " ".join(request.form.get("why", "").split())[:200]


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
