"""What becomes of held operations: tried again, by a person or after a deploy; rejected, so that the phone that wrote it hears why."""

from collections.abc import Sequence

import msgspec
from sqlalchemy import select

from app import clock
from app.database import reading
from app.sync import held
from app.sync.answer import Answer
from app.sync.append import write
from app.sync.held import Waiting
from app.sync.judge import Judged, judge


def again(kitchen_id: int, key: str) -> Answer | None:
    """Offer one held operation again, as if its phone did. None once its body was erased."""
    waiting = held.find(kitchen_id, key)
    offered = _offered(waiting) if waiting else None
    return write(kitchen_id, [offered], waiting.device_id)[0] if waiting and offered else None


def _offered(waiting: Waiting) -> Judged | None:
    """What is held, judged again; None once its body was erased."""
    body = held.raw(waiting.kitchen_id, waiting.key)
    if body is None:
        return None
    judged = judge(body, from_phone=waiting.device_id is not None)
    judged.held_as = bytes.fromhex(waiting.key)
    return judged


def reject(kitchen_id: int, key: str, why: str, account_id: int, instead: str | None = None) -> bool:
    """Write in the kitchen's notebook that a held operation will not be taken, why, and what was written `instead`. Twice is once.

    `why` has 1 to 200 characters in one line. False, and nothing changes, where it does not wait any more or `why` cannot be written.
    """
    waiting = held.find(kitchen_id, key)
    if waiting is None or waiting.state != "waiting":
        return False
    return _reject(kitchen_id, [waiting], why, account_id, instead)


def _reject(kitchen_id: int, refused: Sequence[Waiting], why: str, account_id: int, instead: str | None = None) -> bool:
    """Reject some that wait, in one batch. False, and nothing changes, where `why` cannot be written."""
    judged = [_rejection(one, str(one.id), why, account_id, instead) for one in refused if one.id is not None]
    if any(said.reason for said in judged):
        return False
    for one in refused:
        if one.id is None:
            held.reject(kitchen_id, one.key, f"account:{account_id}", why)
    write(kitchen_id, judged, None)
    return True


def _rejection(waiting: Waiting, target: str, why: str, account_id: int, instead: str | None) -> Judged:
    data = {"target": target, "reason": why} | ({"instead": instead} if instead else {})
    operation = {
        "id": held.rejection_id(waiting.kitchen_id, bytes.fromhex(waiting.key)),
        "kind": "operation.rejected",
        "v": 1,
        "data": data,
    }
    operation |= {"on": clock.lima_today().isoformat(), "by": f"account:{account_id}", "at": int(clock.now().timestamp())}
    return judge(msgspec.json.encode(operation), from_phone=False)


def left_by(kitchen_id: int, device_id: str, most: int = 1000) -> list[Waiting]:
    """What a closed phone left and nobody has decided, in the order in which it wrote by its own clock."""
    left = [one for one in held.list_for([kitchen_id], most=most, device_id=device_id) if one.reason == "closed"]
    return sorted(
        left, key=lambda one: (one.body["at"], one.id) if isinstance(one.body, dict) and type(one.body.get("at")) is int else (0, "")
    )


def accept_left(kitchen_id: int, device_id: str) -> tuple[int, int]:
    """Take what a closed phone left as its word, in one batch; returns how many were taken, and how many wait on with a reason of their
    own."""
    answers = write(kitchen_id, [offered for one in left_by(kitchen_id, device_id) if (offered := _offered(one))], device_id)
    waiting = sum(answer.answer == "held" for answer in answers)
    return len(answers) - waiting, waiting


def reject_left(kitchen_id: int, device_id: str, why: str, account_id: int) -> int:
    """Reject all that a closed phone left, as `reject` does each; returns how many, 0 also where `why` cannot be written."""
    left = left_by(kitchen_id, device_id)
    return len(left) if left and _reject(kitchen_id, left, why, account_id) else 0


def retry() -> tuple[int, int]:
    """Offer everything that waits again, oldest first; returns how many were tried and how many are accepted now.

    Not what closed phones left (`closed`): only a person takes it, or another phone that brings it.
    """
    table = held.table
    again_by_itself = (table.c.state == "waiting") & (table.c.reason != "closed")
    waiting = select(table.c.kitchen_id, table.c.body_mac).where(again_by_itself).order_by(table.c.received_at)
    with reading() as connection:
        keys = list(connection.execute(waiting))
    answers = [again(kitchen_id, mac.hex()) for kitchen_id, mac in keys]
    return len(keys), sum(answer is not None and answer.answer == "accepted" for answer in answers)
