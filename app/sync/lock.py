"""A kitchen's notebook, taken for writing: the row under which `seq` grows without gaps (rule 2), while other kitchens go on writing.

Enters: a kitchen, in a transaction that writes. Leaves: where its log ends, which nobody else can move before the commit.
"""

from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, select

from app.database import PLANNED_ONCE, insert_new
from app.sync.cursor import held_of
from app.sync.models import Epoch, Notebook, Operation

_notebook, _operation = Notebook.__table__, Operation.__table__
_there = select(_operation.c.id).where(_operation.c.kitchen_id == _notebook.c.kitchen_id, _operation.c.seq == _notebook.c.seq)
# Written once, with its value bound later.
_LAST = (
    select(
        _notebook.c.seq,
        _notebook.c.rejects,
        _there.correlate(_notebook).scalar_subquery().label("there"),
        select(Epoch.epoch).where(Epoch.id == 1).scalar_subquery().label("life"),
        held_of(_notebook.c.kitchen_id).label("aside"),
        PLANNED_ONCE,
    )
    .where(_notebook.c.kitchen_id == bindparam("kitchen_id"))
    .with_for_update(of=_notebook)
)


@dataclass(frozen=True)
class End:
    """The last `seq` of a log, 0 before the first, and whether anything was ever rejected. The id of the operation there, the life (epoch)
    that is lived and how much is held aside are as they were before the lock was waited for: None or another where somebody was faster."""

    seq: int
    rejects: bool
    there: str | None
    life: str | None
    aside: int


def take(connection: Connection, kitchen_id: int) -> End:
    """Take the kitchen's row, and make it where this is the first that is written in its notebook."""
    key = {"kitchen_id": kitchen_id}
    row = connection.execute(_LAST, key).one_or_none()
    if row is None:
        insert_new(connection, _notebook, [key | {"seq": 0}])
        row = connection.execute(_LAST, key).one()
    return End(row.seq, row.rejects, row.there, row.life, row.aside)
