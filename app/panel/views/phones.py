"""A kitchen's phones: inviting one, taking an invitation back, and taking a phone's right away."""

import segno
from flask import abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.accounts import audit, scope, sessions
from app.audience import audience
from app.federation import devices, invitations
from app.federation.models import Device
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


@panel.get("/es/comedor/<code>/celulares/<device_id>/retirar")
@audience("panel")
def ask_revoke(code: str, device_id: str) -> ResponseReturnValue:
    """Ask whether she means it."""
    unit, _ = scope.kitchen_or_404(sessions.account(), code)
    return render_template("panel/revoke.html", unit=unit, device=_device(unit.id, device_id))


@panel.post("/es/comedor/<code>/celulares/<device_id>/retirar")
@audience("panel")
def revoke(code: str, device_id: str) -> ResponseReturnValue:
    """Take the phone's right away."""
    unit, _ = scope.kitchen_or_404(sessions.account(), code)
    devices.revoke(_device(unit.id, device_id).id, _me())
    audit.note("device.revoked", kitchen_id=unit.id, subject=device_id)
    return redirect(url_for("panel.kitchen", code=code, _anchor="celulares"), 303)


def _device(kitchen_id: int, device_id: str) -> Device:
    device = devices.by_id(device_id)
    if device is None or device.kitchen_id != kitchen_id:
        abort(404)
    return device


def _me() -> str:
    return f"account:{sessions.account().id}"
