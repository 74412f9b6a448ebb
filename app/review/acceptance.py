"""The federation accepts a kitchen's month, which locks it (docs/sync.md, rule 14)."""

import time
from typing import Any

from sqlalchemy import select

from app import clock
from app.books.notebook.models import AcceptedMonth
from app.database import reading
from app.sync import append
from app.sync.answer import Answer
from app.sync.caused import caused_id


class Refused(ValueError):
    """The month cannot be accepted, or observed; the message is a reason code, worded in templates/review/words.txt."""


def accept(kitchen_id: int, period: str, account_id: int) -> Answer:
    """Write `month.accepted` in the kitchen's notebook, as the account with this id. Accepting twice is accepting once.

    Raises Refused for what is no month (`period_unknown`) and for one that has not begun (`period_future`).
    """
    check_period(period)
    operation_id = caused_id("month.accepted", kitchen_id, period)
    # Asked first, because another coordinator's acceptance has another body under the same id: it would be held as a fork.
    if (seq := _accepted(kitchen_id, period)) is not None:
        return Answer(operation_id, "repeated", seq=seq)
    return write(kitchen_id, "month.accepted", operation_id, {"period": period}, account_id)


def check_period(period: str) -> None:
    """Raise Refused for what is no month, and for one that has not begun."""
    if not clock.is_period(period):
        raise Refused("period_unknown")
    if period > clock.period_of(clock.lima_today()):
        raise Refused("period_future")


def write(kitchen_id: int, kind: str, operation_id: str, data: dict[str, Any], account_id: int) -> Answer:
    """Write what somebody of the federation decided in the kitchen's notebook, with today's Lima date."""
    operation = {"id": operation_id, "kind": kind, "v": 1, "on": clock.lima_today().isoformat()}
    operation |= {"by": f"account:{account_id}", "at": int(time.time()), "data": data}
    return append(kitchen_id, [operation])[0]


def _accepted(kitchen_id: int, period: str) -> int | None:
    with reading() as connection:
        mine = (AcceptedMonth.kitchen_id == kitchen_id) & (AcceptedMonth.period == period)
        return connection.scalar(select(AcceptedMonth.seq).where(mine))
