"""One question of `POST /sync` and its answer: push and pull in one round trip, whoever brings it (rule 13)."""

from app import clock
from app.database import reading
from app.federation import devices
from app.sync import epoch, opening, pull, reoffer, wire
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
    with reading() as connection:
        life = epoch.current(connection)
        own = {answer.id for answer in answers if answer.id and answer.answer != "held"}
        # In another life another order may have brought the same operation to the same place, behind some that this phone never heard.
        read_up_to = push.cursor if push.epoch == life else None
        page = pull.page(connection, device.kitchen_id, read_up_to, push.holds, own, size)
    if (page.lost and push.epoch == life) or opening.is_over(life, push.epoch):
        life = opening.went_back(life)
    if not answers and not push.page and page.nothing_new and push.epoch == life:
        return []
    now, last = int(clock.now().timestamp()), page.pieces[-1]
    return [
        wire.Told(life, [] if number else answers, piece.operations, piece.mark, piece.cursor, page.more or piece is not last, now)
        for number, piece in enumerate(page.pieces)
    ]
