"""What became of a phone: when it was heard, whether it was closed, what it left in the inbox, whether it wiped itself; and what somebody
decides about what it left, all at once. One by one it is decided where everything held is (`views.held`)."""

from typing import Any

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.accounts import audit, sessions
from app.audience import audience
from app.database import reading
from app.federation.models import Device, Unit
from app.panel import writers
from app.panel.pages import panel
from app.panel.views.held import reason_given
from app.panel.views.phones import phone_or_404
from app.sync import held, inbox, room, settle


@panel.get("/es/comedor/<code>/celulares/<device_id>")
@audience("panel")
def phone(code: str, device_id: str) -> ResponseReturnValue:
    """The phone, and what it left and waits."""
    return _page(*phone_or_404(code, device_id))


@panel.post("/es/comedor/<code>/celulares/<device_id>/aceptar")
@audience("panel")
def accept_left(code: str, device_id: str) -> ResponseReturnValue:
    """Take all that it left as its word."""
    unit, device = phone_or_404(code, device_id)
    taken, waiting = settle.accept_left(unit.id, device.id)
    return _decided(unit, device, "accepted", taken, waiting)


@panel.post("/es/comedor/<code>/celulares/<device_id>/rechazar")
@audience("panel")
def reject_left(code: str, device_id: str) -> ResponseReturnValue:
    """Take nothing of what it left, and say why."""
    unit, device = phone_or_404(code, device_id)
    if not (why := reason_given()):
        return _page(unit, device, trouble="why_missing"), 400
    return _decided(unit, device, "rejected", settle.reject_left(unit.id, device.id, why, sessions.account().id))


def _decided(unit: Unit, device: Device, decision: str, decided: int, waiting: int = 0) -> ResponseReturnValue:
    if decided:
        audit.note("held.decided", kitchen_id=unit.id, subject=device.id, detail=decision)
    told: dict[str, Any] = {"decidido": decision, "cuantas": decided, "quedan": waiting}
    return redirect(url_for("panel.phone", code=unit.code, device_id=device.id, _anchor="dejo", **told), 303)


def _page(unit: Unit, device: Device, trouble: str = "") -> str:
    waits = held.page([unit.id], request.args.get("pagina", 1, int), device_id=device.id)
    page: dict[str, Any] = {"left": inbox.of_device(unit.id, device.id), "waits": waits}
    with reading() as connection:
        page["closed_by"] = writers.accounts(connection, {device.revoked_by or ""}).get(device.revoked_by or "")
        page["leaves_much"] = room.used(connection, unit.id, device.id) > room.DOUBTFUL
    page["outcome"] = {
        "what": request.args.get("decidido"),
        "n": request.args.get("cuantas", 0, int),
        "wait": request.args.get("quedan", 0, int),
    }
    page["undecided"] = len(settle.left_by(unit.id, device.id))
    page["decided"] = held.page([unit.id], 1, decided=True, device_id=device.id, per=1).total
    return render_template("panel/phone.html", unit=unit, device=device, trouble=trouble, **page)
