"""Carrying notices into the kitchens' notebooks, one by one: a request begins, and `rollups follow` takes on what it left.

Safe to cut anywhere, to repeat and to run twice at once: the operation has the notice's own id, so a notebook says it once.
"""

import logging
import time
from typing import Any

from sqlalchemy import Row, bindparam, select

from app import clock
from app.database import reading, writing
from app.review.models import IssuedNotice, NoticeDelivery
from app.sync import append

logger = logging.getLogger(__name__)

#: Seconds that a pass of the follower may take, so that counting does not wait long for a notice to 4,500 kitchens.
A_PASS = 2.0
#: Kitchens delivered to between two marks; a crash repeats at most so many, which is harmless.
AT_ONCE = 25

_notice, _delivery = IssuedNotice.__table__, NoticeDelivery.__table__


def on_passed(_sender: Any = None, **_: Any) -> None:
    """After a pass of the follower: deliver for a while."""
    deliver(seconds=A_PASS)


def deliver(notice_id: str | None = None, seconds: float | None = None) -> tuple[int, int]:
    """Deliver what waits (of one notice, or of all), oldest first, for about so long.

    Returns how many were delivered and how many still wait. What fails is logged and waits for the next pass.
    """
    end = None if seconds is None else time.monotonic() + seconds
    waiting, done = _waiting(notice_id), 0
    for start in range(0, len(waiting), AT_ONCE):
        if end is not None and time.monotonic() > end:
            break
        written = [row for row in waiting[start : start + AT_ONCE] if _written(row)]
        _mark(written)
        done += len(written)
    return done, len(waiting) - done


def _waiting(notice_id: str | None) -> list[Row[Any]]:
    said = select(_notice, _delivery.c.kitchen_id).join(_delivery, _delivery.c.notice_id == _notice.c.id)
    said = said.where(_delivery.c.delivered_at.is_(None)).order_by(_notice.c.issued_at, _notice.c.id, _delivery.c.kitchen_id)
    with reading() as connection:
        return list(connection.execute(said if notice_id is None else said.where(_notice.c.id == notice_id)))


def _written(row: Row[Any]) -> bool:
    """Write one notice in one notebook; whether it stands there now."""
    try:
        answer = append(row.kitchen_id, [_operation(row)])[0]
        if answer.answer == "held":
            raise ValueError(answer.reason)
    except Exception:
        logger.exception("notice %s could not be delivered to kitchen %d; it waits", row.id, row.kitchen_id)
        return False
    return True


def _mark(written: list[Row[Any]]) -> None:
    """Note that these are in their notebooks."""
    here = (_delivery.c.notice_id == bindparam("of")) & (_delivery.c.kitchen_id == bindparam("to")) & _delivery.c.delivered_at.is_(None)
    if written:
        with writing() as connection:
            marks = [{"of": row.id, "to": row.kitchen_id} for row in written]
            connection.execute(_delivery.update().where(here).values(delivered_at=clock.now()), marks)


def _operation(row: Row[Any]) -> dict[str, Any]:
    data = {"title": row.title, "text": row.text} | ({"until_on": row.until_on.isoformat()} if row.until_on else {})
    operation = {"id": row.id, "kind": "notice.published", "v": 1}
    operation |= {"on": row.issued_on.isoformat(), "by": f"account:{row.account_id}", "at": int(clock.utc(row.issued_at).timestamp())}
    return operation | {"data": data}
