"""What becomes of held operations: tried again, by a person or after a deploy; rejected, so that the phone that wrote it hears why."""

import msgspec
from sqlalchemy import select

from app import clock
from app.database import reading
from app.sync import held
from app.sync.answer import Answer
from app.sync.append import append, write
from app.sync.judge import judge


def again(kitchen_id: int, key: str) -> Answer | None:
    """Offer one held operation again, as if its phone did. None once its body was erased."""
    body, waiting = held.raw(kitchen_id, key), held.find(kitchen_id, key)
    return append(kitchen_id, [body], waiting.device_id)[0] if body is not None and waiting else None


def reject(kitchen_id: int, key: str, why: str, account_id: int, instead: str | None = None) -> bool:
    """Write in the kitchen's notebook that a held operation will not be taken, why, and what was written `instead`. Twice is once.

    `why` has 1 to 200 characters in one line. False, and nothing changes, where it does not wait any more or `why` cannot be written.
    """
    waiting = held.find(kitchen_id, key)
    if waiting is None or waiting.state != "waiting":
        return False
    if waiting.id is None:
        held.reject(kitchen_id, key, f"account:{account_id}", why)
        return True
    data = {"target": waiting.id, "reason": why} | ({"instead": instead} if instead else {})
    operation = {"id": held.rejection_id(kitchen_id, bytes.fromhex(key)), "kind": "operation.rejected", "v": 1, "data": data}
    operation |= {"on": clock.lima_today().isoformat(), "by": f"account:{account_id}", "at": int(clock.now().timestamp())}
    if not (said := judge(msgspec.json.encode(operation), from_phone=False)).reason:
        write(kitchen_id, [said], None)
    return not said.reason


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
