"""Trying held operations again: by a person who thinks it will pass now, or all of them after a deploy."""

from sqlalchemy import select

from app.database import reading
from app.sync import held
from app.sync.answer import Answer
from app.sync.append import append


def again(kitchen_id: int, key: str) -> Answer | None:
    """Offer one held operation again, as if its phone did. None once its body was erased."""
    body, waiting = held.raw(kitchen_id, key), held.find(kitchen_id, key)
    return append(kitchen_id, [body], waiting.device_id)[0] if body is not None and waiting else None


def retry() -> tuple[int, int]:
    """Offer everything that waits again, oldest first; returns how many were tried and how many are accepted now."""
    table = held.table
    waiting = select(table.c.kitchen_id, table.c.body_mac).where(table.c.state == "waiting").order_by(table.c.received_at)
    with reading() as connection:
        keys = list(connection.execute(waiting))
    answers = [again(kitchen_id, mac.hex()) for kitchen_id, mac in keys]
    return len(keys), sum(answer is not None and answer.answer == "accepted" for answer in answers)
