"""What stands already of what a batch brings: asked in one question, under the kitchen's lock."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import BindParameter, Connection, Select, bindparam, select, true

from app.among import Many, among, each, our_own
from app.rows import read_all
from app.sync.judge import Judged
from app.sync.models import Held, Operation, OperationId, Undone

_log, _ids, _undone, _held = Operation.__table__, OperationId.__table__, Undone.__table__, Held.__table__
_KITCHEN: BindParameter[int] = bindparam("kitchen_id")
_WANTED: BindParameter[Any] = bindparam("wanted", type_=Many())
_MARKED: BindParameter[Any] = bindparam("marked", type_=Many())
_ABOUT: BindParameter[Any] = bindparam("about", type_=Many())


@dataclass(frozen=True)
class Standing:
    """Of some ids: the operations in the log (rows with `id`, `seq` and `body_mac`), and the `seq` at which each was undone, also of those
    that have not arrived. Of the kitchen: what is held and waits (rows with `body_mac`, its key, `id` and `reason`). Of some subjects:
    those of whom the log says nothing yet."""

    known: dict[str, Any]
    gone: dict[str, int]
    waiting: list[Any]
    fresh: frozenset[str]

    def settled_by(self, new: Sequence[Judged]) -> list[bytes]:
        """The keys of what waits no more once these are in the log: a tombstone is the same as its original."""
        here = {operation.id: operation for operation in new} if self.waiting else {}
        return [held.body_mac for held in self.waiting if held.id in here and _is_same(here[held.id], held)]


def _is_same(new: Judged, held: Any) -> bool:
    return new.tombstone or held.reason == "tombstone" or new.key == held.body_mac


_OF_KITCHEN = select(_ids.c.id, _ids.c.seq, _ids.c.body_mac).where(_ids.c.kitchen_id == _KITCHEN)
_SUBJECTS = select(_log.c.subject).where(_log.c.kitchen_id == _KITCHEN)


def _one_by_one(rows: Select[Any], column: Any, wanted: BindParameter[Any]) -> Select[Any]:
    these = each(wanted)
    found = rows.where(column == these.c.one).limit(our_own(1)).lateral("found")
    return select(*found.c).select_from(these).join(found, true())


_WAITING = select(_held.c.body_mac, _held.c.id, _held.c.reason).where(_held.c.kitchen_id == _KITCHEN, _held.c.state == our_own("waiting"))
_REST = {
    "gone": select(_undone.c.target, _undone.c.seq).where(_undone.c.kitchen_id == _KITCHEN, among(_undone.c.target, _MARKED)),
    "waiting": _WAITING,
}
_ASKED: dict[str, dict[str, Select[Any]]] = {
    "postgresql": _REST | {"known": _one_by_one(_OF_KITCHEN, _ids.c.id, _WANTED), "told": _one_by_one(_SUBJECTS, _log.c.subject, _ABOUT)},
    "sqlite": _REST
    | {"known": _OF_KITCHEN.where(among(_ids.c.id, _WANTED)), "told": _SUBJECTS.where(among(_log.c.subject, _ABOUT)).distinct()},
}


def of(connection: Connection, kitchen_id: int, marked: Collection[str], others: Collection[str], about: Collection[str]) -> Standing:
    """What stands of the ids `marked`; of `others` only whether they are in the log; of the subjects `about` whether they are new."""
    values = {"kitchen_id": kitchen_id, "wanted": {*marked, *others}, "marked": marked, "about": about}
    found = read_all(connection, _ASKED[connection.dialect.name], values)
    known, gone = {row.id: row for row in found["known"]}, {row.target: row.seq for row in found["gone"]}
    return Standing(known, gone, found["waiting"], frozenset(about) - {row.subject for row in found["told"]})
