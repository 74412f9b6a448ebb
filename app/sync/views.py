"""The routes of docs/sync.md. JSON in, JSON out, no cookie, no session."""

from typing import Any

from flask import Blueprint, Response, g, request
from werkzeug.exceptions import RequestEntityTooLarge

from app import clock
from app.audience import audience
from app.database import reading
from app.federation import attempts, devices, enrolment
from app.seal import public_key
from app.sync import carried, crowd, door, epoch, inbox, keys, openapi, pull, schema, wire
from app.sync.exchange import exchange, other_life

sync = Blueprint("sync", __name__)

#: Tries at one code in a quarter of an hour.
TRIES = 20
#: Envelopes that nobody could read, from one address in a quarter of an hour: a whole province may share one.
DAMAGED = 100


@sync.post("/sync/enrol")
@audience("public")
def enrol() -> Response:
    """Look whose a code is, or spend it for a device."""
    asked = _look_or_enrol()
    if wait := attempts.too_many("enrol", asked.code, TRIES):
        raise wire.Unreadable(429, "too-many", retry_after=wait)
    if isinstance(asked, wire.Look):
        found = enrolment.look(asked.code)
        return wire.answer({"kitchen": _kitchen(found)}) if found else wire.answer({"reason": "code-unknown"}, 404)
    found = enrolment.enrol(asked.code, asked.device, asked.secret, asked.door)
    if found is None:
        return wire.answer({"reason": "code-unknown"}, 404)
    if before := devices.revocations(asked.device):
        devices.close(before)  # a database that went back did not know this phone when the journal was done again
    with reading() as connection:
        life = epoch.current(connection)
    return wire.answer({"kitchen": _kitchen(found), "epoch": life, "public_key": public_key(), "now": int(clock.now().timestamp())})


def _look_or_enrol() -> wire.Look | wire.Enrol:
    try:
        return wire.read(wire.Look)
    except wire.Unreadable:
        return wire.read(wire.Enrol)


def _kitchen(found: enrolment.Welcome) -> dict[str, str]:
    return {"code": found.code, "name": found.name, "district": found.district}


@sync.post("/sync")
@audience("phone")
def knock() -> Response:
    """Push and pull in one round trip, unless too many are at it."""
    with crowd.here().serves(g.device.kitchen_id):
        push, known = wire.read_push()
        told = exchange(g.device, push, pull.Size() if known is None else pull.Size(piece=pull.PIECE))
    if not told:
        return wire.nothing()
    return wire.answer(told[0]) if known is None else wire.answer_in_lines(told, known, push.epoch)


@sync.post("/sync/inbox")
@audience("door")
def leave() -> Response:
    """Keep what a locked or closed phone leaves; the same body again has the same receipt."""
    with crowd.here().serves(g.device.kitchen_id):
        return wire.answer(_left(wire.body()))


def _left(body: bytes) -> dict[str, Any]:
    life = None
    if g.device.revoked and not body and (lived := request.args.get("epoch")):
        life = other_life(g.device, lived, request.args.get("cursor"), request.args.get("left", ""))
    receipt = {"receipt": inbox.leave(g.device, body, is_last=life is None)}
    return receipt | ({"closed": True} if g.device.revoked else {}) | ({"epoch": life} if life else {})


@sync.post("/sync/carried")
@audience("public")
def carry() -> Response:
    """Take a question that somebody carries for another phone: the proof is inside."""
    here = request.remote_addr or ""
    if wait := attempts.spent("carried", here, DAMAGED):
        raise wire.Unreadable(429, "too-many", retry_after=wait)
    try:
        return wire.answer({"receipt": carried.take(wire.body()).words})
    except wire.Unreadable as refused:
        if refused.status != 429:
            attempts.too_many("carried", here, DAMAGED)
        raise


@sync.post("/sync/copy")
@audience("phone")
def open_copy() -> Response:
    """Tell a phone the key of a copy that was made in its kitchen."""
    return wire.answer({"key": keys.of_copy(g.device, wire.body())})


@sync.post("/sync/unlock")
@audience("public")
def unlock() -> Response:
    """Open a phone whose PIN was forgotten, for a one-time code; of one that a restored database does not know the proof is inside."""
    device = door.at_the_door()
    if device and device.revoked:
        return wire.answer(door.CLOSED, 403)
    asked = wire.read(wire.Unlock)
    if device:
        return wire.answer({"key": keys.of_phone(device, asked.code, asked.sealed)})
    return wire.answer({"key": keys.of_forgotten(asked.code, asked.sealed), "enrol": True})


@sync.get("/sync/schema.json")
@audience("public")
def published() -> Response:
    """The kinds, their JSON Schemas and examples."""
    return wire.answer(schema.published())


@sync.get("/openapi.json")
@audience("public")
def described() -> Response:
    """The description of every JSON endpoint."""
    return wire.answer(openapi.described(request.url_root.rstrip("/")))


@sync.errorhandler(wire.Unreadable)
def unreadable(error: wire.Unreadable) -> Response:
    """An error is a code, and how long to wait where that is known."""
    answer = wire.answer({"reason": error.reason}, error.status)
    if error.retry_after:
        answer.headers["Retry-After"] = str(error.retry_after)
    return answer


@sync.errorhandler(RequestEntityTooLarge)
def too_large(_error: RequestEntityTooLarge) -> Response:
    """What Flask refuses to read is too large in our words too."""
    return wire.answer({"reason": "too-large"}, 413)
