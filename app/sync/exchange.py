"""One question of `POST /sync` and its answer: push and pull in one round trip, whoever brings it (rule 13)."""

from app import clock
from app.database import reading
from app.federation import devices
from app.sync import cursor, epoch, inbox, opening, pull, reoffer, up_to_date, wire
from app.sync.answer import Answer, Told
from app.sync.append import bring


def exchange(device: devices.Known, push: wire.Push, size: pull.Size) -> list[Told]:
    """Take what a phone in good standing pushes and tell it what is new: answers to be taken in one after the other, or none.

    Raises `Unreadable` where it is too much at once; then nothing happened.
    """
    wire.refuse_too_many(push)
    devices.seen(device, push.app)
    brought = bring(device.kitchen_id, [bytes(raw) for raw in push.operations], device.id) if push.operations else None
    answers, before = (brought.answers, brought.before) if brought else ([], None)
    if push.page:
        reoffer.take(device.kitchen_id, push.page, device.id)
    elif not push.holds and (done := up_to_date.look(device.kitchen_id, push.epoch, push.cursor, answers, before)):
        return [Told(done.life, answers, [], None, done.cursor, False, _now())] if answers else []
    return _told(device, push, answers, size)


def _told(device: devices.Known, push: wire.Push, answers: list[Answer], size: pull.Size) -> list[Told]:
    """The answers with a page of what the phone has not read."""
    own = {answer.id for answer in answers if answer.id and answer.answer != "held"}
    page = _page(device, push, own, size)
    if page.lost or opening.is_over(page.life, push.epoch):
        opening.went_back(page.life)  # in the new life no cursor counts yet: this is told from the beginning of the log
        page = _page(device, push, own, size)
    if not answers and not push.page and page.nothing_new and push.epoch == page.life:
        return []
    now, last = _now(), page.pieces[-1]
    return [
        Told(page.life, [] if number else answers, piece.operations, piece.mark, piece.cursor, page.more or piece is not last, now)
        for number, piece in enumerate(page.pieces)
    ]


def _page(device: devices.Known, push: wire.Push, own: set[str], size: pull.Size) -> pull.Page:
    with reading() as connection:
        return pull.page(connection, device.kitchen_id, push.cursor, push.holds, own, size)


def other_life(device: devices.Known, lived: str, word: str | None, receipt: str) -> str | None:
    """The database's life, if what a closed phone was told holds no more: it has `lived` in another, its cursor is of what is gone, or what
    it left last (`receipt`) is not here. Anybody can make a receipt up, so by itself it begins no other life.
    """
    with reading() as connection:
        life = epoch.current(connection)
        read = cursor.read(connection, device.kitchen_id, word, life, cursor.held(connection, device.kitchen_id))
        lost = read is None and cursor.is_ours(device.kitchen_id, word, life)
    if lost or opening.is_over(life, lived):
        life = opening.went_back(life)
    return life if life != lived or not inbox.is_left(device, receipt) else None


def _now() -> int:
    return int(clock.now().timestamp())
