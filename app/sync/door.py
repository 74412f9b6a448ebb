"""Who knocks: the guards of the phones' routes. A secret is looked up by its hash; an answer never says more than a code."""

from flask import Response, g, request

from app import audience
from app.federation import devices
from app.sync import wire

#: What a closed phone is told at every door but the inbox.
CLOSED = {"reason": "device-revoked", "inbox": True}


def init_app() -> None:
    """Register the guards."""
    audience.guards["phone"] = phone
    audience.guards["door"] = door


def phone() -> Response | None:
    """Let an enrolled phone in. 401: keep all, enrol again. 403: only the sealed inbox is open."""
    device = devices.by_secret(_bearer())
    if device is None:
        return wire.answer({"reason": "device-unknown"}, 401)
    if device.revoked:
        return wire.answer(CLOSED, 403)
    g.device = device
    return None


def door() -> Response | None:
    """Let a phone's sealed bodies in, revoked or not."""
    device = at_the_door()
    if device is None:
        return wire.answer({"reason": "device-unknown"}, 401)
    g.device = device
    return None


def at_the_door() -> devices.Known | None:
    """The device whose door secret is shown, revoked or not; None for one that the federation does not know, or has forgotten."""
    return devices.by_door(_bearer())


def _bearer() -> str:
    scheme, _, secret = request.headers.get("Authorization", "").partition(" ")
    return secret if scheme == "Bearer" else ""
