"""The commonest answer: the phone has read everything but what it has just brought, and nobody else wrote.

Enters: a phone's cursor, the answers to its operations, and where the log ended before them if the batch that wrote them saw it; else that
is asked here, in one question. Leaves: the cursor after them, or None where there is more to tell, or to ask.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import bindparam, select

from app.database import asking
from app.sync import cursor, log
from app.sync.answer import Answer
from app.sync.lock import End
from app.sync.models import LAST, Epoch, Notebook

_there = select(log.operations.c.id).where(log.operations.c.kitchen_id == bindparam("kitchen_id"), log.operations.c.seq == bindparam("seq"))
_ASKED = select(
    select(Epoch.epoch).where(Epoch.id == 1).scalar_subquery().label("life"),
    select(Notebook.seq).where(Notebook.kitchen_id == bindparam("kitchen_id")).scalar_subquery().label("last"),
    _there.scalar_subquery().label("there"),
    cursor.held_of(bindparam("kitchen_id")).label("aside"),
)


@dataclass(frozen=True)
class UpToDate:
    """The life (epoch) that is lived, and the cursor at the end of the log."""

    life: str
    cursor: str | None


def look(kitchen_id: int, life: str | None, word: str | None, answers: Sequence[Answer], before: End | None) -> UpToDate | None:
    """Whether a phone of this life, with this cursor, needs to hear nothing but its answers."""
    seq = cursor.place(kitchen_id, word, life) if life else None
    if life is None or seq is None or seq > LAST or any(answer.answer == "held" for answer in answers):
        return None
    own = {answer.seq: answer.id for answer in answers if answer.seq and answer.seq > seq}
    end = seq + len(own)
    if before and before.seq == seq:  # all that stands after it is of this batch
        lived, last, there, aside = before.life, end, before.there, before.aside
    else:
        lived, last, there, aside = _asked(kitchen_id, seq)
    if (lived, last) != (life, end) or not cursor.fits(kitchen_id, word, there, life, aside):
        return None
    return UpToDate(life, cursor.of(kitchen_id, end, str(own[end]), life, aside) if own else word)


def _asked(kitchen_id: int, seq: int) -> tuple[str | None, int, str | None, int]:
    with asking() as connection:
        found = connection.execute(_ASKED, {"kitchen_id": kitchen_id, "seq": seq}).one()
    return found.life, found.last or 0, found.there, found.aside
