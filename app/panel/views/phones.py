"""A kitchen's phones: inviting one, taking an invitation back, and closing one. `views.phone` is what became of it."""

import segno
from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.accounts import audit, scope, sessions
from app.audience import audience
from app.federation import devices, invitations
from app.federation.models import Device, Unit
from app.panel import whatsapp
from app.panel.pages import panel
from app.words import say


@panel.post("/es/comedor/<code>/invitaciones")
@audience("panel")
def invite(code: str) -> ResponseReturnValue:
    """Make an invitation and show it. It is shown only now: afterwards nobody knows its code."""
    unit, kitchen = scope.kitchen_or_404(sessions.account(), code)
    made = invitations.make(kitchen.id, _me())
    audit.note("device.invited", kitchen_id=kitchen.id)
    text = say("panel", "invitation", kitchen=unit.name, link=made.link, code=made.code)
    drawing = segno.make(made.link, error="m").svg_data_uri(scale=6, border=3)
    return render_template("panel/invitation.html", unit=unit, made=made, whatsapp=whatsapp.share(text), qr=drawing)


@panel.post("/es/comedor/<code>/invitaciones/<key>/retirar")
@audience("panel")
def withdraw(code: str, key: str) -> ResponseReturnValue:
    """Take back an invitation that nobody has used."""
    _, kitchen = scope.kitchen_or_404(sessions.account(), code)
    try:
        invitations.withdraw(kitchen.id, bytes.fromhex(key))
    except ValueError:
        abort(404)
    return redirect(url_for("panel.kitchen", code=code, _anchor="celulares"), 303)


@panel.get("/es/comedor/<code>/celulares/<device_id>/cerrar")
@audience("panel")
def ask_revoke(code: str, device_id: str) -> ResponseReturnValue:
    """Say what closing a phone does, and ask why and whether she means it."""
    return _asking(*phone_or_404(code, device_id), request.args.get("por", ""))


@panel.post("/es/comedor/<code>/celulares/<device_id>/cerrar")
@audience("panel")
def revoke(code: str, device_id: str) -> ResponseReturnValue:
    """Close the phone, for good."""
    unit, device = phone_or_404(code, device_id)
    why = request.form.get("por", "")
    if why not in devices.WHY:
        return _asking(unit, device, why, trouble=True), 400
    devices.revoke(device.id, _me(), why)
    audit.note("device.revoked", kitchen_id=unit.id, subject=device_id, detail=why)
    return redirect(url_for("panel.phone", code=code, device_id=device_id), 303)


def phone_or_404(code: str, device_id: str) -> tuple[Unit, Device]:
    """A phone and its kitchen's unit if it is hers who asks, else 404."""
    unit, _ = scope.kitchen_or_404(sessions.account(), code)
    device = devices.by_id(device_id)
    if device is None or device.kitchen_id != unit.id:
        abort(404)
    return unit, device


def _asking(unit: Unit, device: Device, why: str, trouble: bool = False) -> str:
    return render_template("panel/revoke.html", unit=unit, device=device, why=why, reasons=devices.WHY, trouble=trouble)


def _me() -> str:
    return f"account:{sessions.account().id}"
