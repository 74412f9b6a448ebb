"""One question of `POST /sync` and its answer: push and pull in one round trip, whoever brings it (rule 13)."""

from app import clock
from app.database import reading
from app.federation import devices
from app.sync import opening, pull, reoffer, wire
from app.sync.append import append


def exchange(device: devices.Known, push: wire.Push, size: pull.Size) -> list[wire.Told]:
    """Take what a phone in good standing pushes and tell it what is new: answers to be taken in one after the other, or none.

    Raises `Unreadable` where it is too much at once; then nothing happened.
    """
    wire.refuse_too_many(push)
    devices.seen(device, push.app)
    answers = append(device.kitchen_id, [bytes(raw) for raw in push.operations], device.id) if push.operations else []
    if push.page:
        reoffer.take(device.kitchen_id, push.page, device.id)
    own = {answer.id for answer in answers if answer.id and answer.answer != "held"}
    page = _page(device, push, own, size)
    if page.lost or opening.is_over(page.life, push.epoch):
        opening.went_back(page.life)  # in the new life no cursor counts yet: this is told from the beginning of the log
        page = _page(device, push, own, size)
    if not answers and not push.page and page.nothing_new and push.epoch == page.life:
        return []
    now, last = int(clock.now().timestamp()), page.pieces[-1]
    return [
        wire.Told(page.life, [] if number else answers, piece.operations, piece.mark, piece.cursor, page.more or piece is not last, now)
        for number, piece in enumerate(page.pieces)
    ]


def _page(device: devices.Known, push: wire.Push, own: set[str], size: pull.Size) -> pull.Page:
    with reading() as connection:
        return pull.page(connection, device.kitchen_id, push.cursor, push.holds, own, size)
