"""The routes of docs/sync.md. JSON in, JSON out, no cookie, no session."""

import hashlib

from flask import Blueprint, Response, g, request
from werkzeug.exceptions import RequestEntityTooLarge

from app import clock
from app.audience import audience
from app.database import insert_new, reading, writing
from app.federation import attempts, devices, enrolment
from app.seal import public_key
from app.sync import epoch, openapi, opening, pull, reoffer, schema, wire
from app.sync.append import append
from app.sync.models import SealedBody

sync = Blueprint("sync", __name__)

#: Tries at one code in a quarter of an hour.
TRIES = 20


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
def exchange() -> Response:
    """Push and pull in one round trip."""
    push = wire.read_push()
    if len(push.operations) + (len(push.page.rows) if push.page else 0) > wire.MOST:
        raise wire.Unreadable(413, "too-large")
    kitchen_id = g.device.kitchen_id
    devices.seen(g.device.id, push.app)
    answers = append(kitchen_id, [bytes(raw) for raw in push.operations], g.device.id) if push.operations else []
    if push.page:
        reoffer.take(kitchen_id, push.page, g.device.id)
    with reading() as connection:
        life = epoch.current(connection)
        own = {answer.id for answer in answers if answer.id and answer.answer != "held"}
        page = pull.page(connection, kitchen_id, push.cursor, push.holds, own)
    if (page.lost and push.epoch == life) or opening.is_over(life, push.epoch):
        life = opening.went_back(life)
    if not answers and not push.page and page.nothing_new and push.epoch == life:
        return Response(status=204, headers={"Cache-Control": "no-store"})
    now = int(clock.now().timestamp())
    return wire.answer(wire.Told(life, answers, page.operations, page.mark, page.cursor, page.more, now))


@sync.post("/sync/inbox")
@audience("door")
def inbox() -> Response:
    """Keep a sealed body; the same body again is the same row and the same receipt."""
    sealed = wire.body()
    digest = hashlib.sha256(sealed)
    row = {
        "kitchen_id": g.device.kitchen_id,
        "digest": digest.digest(),
        "device_id": g.device.id,
        "body": sealed,
        "received_at": clock.now(),
    }
    with writing() as connection:
        insert_new(connection, SealedBody.__table__, [row])
    return wire.answer({"receipt": digest.hexdigest()})


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
