"""The log's rows: how an operation is laid down, its personal fields sealed apart, and how it is read again."""

from collections.abc import Collection, Iterable
from datetime import date, datetime
from typing import Any

import msgspec
from sqlalchemy import BindParameter, Connection, Integer, Row, and_, bindparam, or_, select, true

from app import clock
from app.among import Many, among, each
from app.books import kinds
from app.books.declaration import Declaration
from app.books.operation import Logged
from app.seal import open_json, seal_json
from app.sync.judge import Judged
from app.sync.models import Operation, OperationId, Undone

operations = Operation.__table__

_DECLARED = {declaration.kind: declaration for declaration in kinds.DECLARATIONS}
_ids, _undone = OperationId.__table__, Undone.__table__
_KITCHEN: BindParameter[int] = bindparam("kitchen_id")
_WANTED: BindParameter[Any] = bindparam("wanted", type_=Many())
_SEQS: BindParameter[Any] = bindparam("seqs", type_=Many(Integer))

# Written once, with their values bound later: a push waits for them, and making one costs as much as asking it.
_KNOWN = select(_ids).where(_ids.c.kitchen_id == _KITCHEN, among(_ids.c.id, _WANTED))
_GONE = select(_undone.c.target, _undone.c.seq).where(_undone.c.kitchen_id == _KITCHEN, among(_undone.c.target, _WANTED))
_LOG = select(operations).where(operations.c.kitchen_id == _KITCHEN).order_by(operations.c.seq)
_AT = _LOG.where(among(operations.c.seq, _SEQS))
_AFTER = _LOG.where(operations.c.seq > bindparam("seq")).limit(bindparam("most"))
#: Who is here, who writes, what was taken back: without these no day can be worked, whenever they were written.
_STANDING = {kind.kind for kind in kinds.DECLARATIONS if kind.registry and kind.subject != "slot"}
_STANDING |= {"keeper.joined", "keeper.left", "food.named", "operation.undone", "person.erased"}
_NEEDED = _LOG.where(or_(operations.c.kind.in_(sorted(_STANDING)), operations.c.on >= bindparam("since"))).limit(bindparam("most"))
_of_its_own = and_(_undone.c.kitchen_id == operations.c.kitchen_id, _undone.c.target == operations.c.id)
_TOLD = _LOG.add_columns(_undone.c.seq.label("undone_seq")).outerjoin(_undone, _of_its_own)
_each = each(_WANTED)
_one = _TOLD.order_by(None).where(operations.c.subject == _each.c.one).offset(0).lateral("said")
_ABOUT = {
    "sqlite": _TOLD.where(among(operations.c.subject, _WANTED)),
    "postgresql": select(*_one.c).select_from(_each).join(_one, true()).order_by(_one.c.seq),
}


def row(kitchen_id: int, seq: int, body: dict[str, Any], device_id: str | None, received_at: datetime) -> dict[str, Any]:
    """The row of a judged operation; what its declaration marks as personal goes into one sealed blob."""
    declaration = kinds.BY_NAME[body["kind"], body["v"]]
    data, base, private = body["data"], body.get("base"), {}
    if declaration.personal():
        data, base = dict(data), None if base is None else dict(base)
        private = {"data": _take(data, declaration), "base": _take(base or {}, declaration)}
    return {
        "kitchen_id": kitchen_id,
        "seq": seq,
        "id": body["id"],
        "kind": body["kind"],
        "v": body["v"],
        "on": date.fromisoformat(body["on"]),
        "by": body["by"],
        "at": body["at"],
        "data": msgspec.json.encode(data).decode(),
        "base": None if base is None else msgspec.json.encode(base).decode(),
        "sealed": seal_json(private, context(kitchen_id, body["id"])) if any(private.values()) else None,
        "erased": False,
        "subject": subject(declaration, body),
        "device_id": device_id,
        "received_at": received_at,
    }


def context(kitchen_id: int, operation_id: str) -> str:
    """What the sealed part of an operation is bound to."""
    return f"operation/{kitchen_id}/{operation_id}"


def subject(declaration: type[Declaration], body: dict[str, Any]) -> str | None:
    """What an operation of a registry is about: a person's id, a service's `2026-03-02/1`, a keeper's id; None for facts."""
    if declaration.subject == "slot":
        return f"{body['on']}/{body['data']['slot']}"
    if declaration.subject:
        return str(body["data"][declaration.subject])
    return str(body["id"]) if declaration.registry or declaration.personal() else None


def subject_of(operation: Logged) -> str | None:
    """The same of an operation as the books read it."""
    return subject(_DECLARED[operation.kind], {"id": operation.id, "on": operation.on, "data": operation.data})


def _take(values: dict[str, Any], declaration: type[Declaration]) -> dict[str, Any]:
    return {name: values.pop(name) for name in declaration.personal() & values.keys()}


def logged(stored: Row[Any], undone_seq: int | None = None) -> Logged:
    """An operation as the books read it, its sealed part opened."""
    data, base = _parts(stored)
    return Logged(stored.id, stored.seq, stored.kind, str(stored.on), stored.by, stored.at, data, base, undone_seq, stored.erased)


def just_written(judged: Judged, seq: int) -> Logged:
    """The same of an operation whose row was written a moment ago from what was judged, so that nothing is read back."""
    body = judged.body
    about = (body["id"], seq, body["kind"], body["on"], body["by"], body["at"])
    return Logged(*about, body["data"], body.get("base"), None, judged.tombstone)


def wire(stored: Row[Any]) -> dict[str, Any]:
    """An operation as a phone is told it (docs/sync.md)."""
    data, base = _parts(stored)
    told = {"id": stored.id, "kind": stored.kind, "v": stored.v, "on": str(stored.on), "by": stored.by, "at": stored.at, "data": data}
    told |= {} if base is None else {"base": base}
    told |= {"seq": stored.seq, "device": stored.device_id, "received_at": int(clock.utc(stored.received_at).timestamp())}
    return told | ({"erased": True} if stored.erased else {})


def _parts(stored: Row[Any]) -> tuple[dict[str, Any], dict[str, Any] | None]:
    data = msgspec.json.decode(stored.data)
    base = None if stored.base is None else msgspec.json.decode(stored.base)
    if stored.sealed is not None:
        private = open_json(stored.sealed, context(stored.kitchen_id, stored.id))
        data |= private["data"]
        base = None if base is None else base | private["base"]
    return data, base


def known(connection: Connection, kitchen_id: int, ids: Collection[str]) -> dict[str, Row[Any]]:
    """Of these ids, those in the log, each with its `seq` and `body_mac`."""
    found = connection.execute(_KNOWN, {"kitchen_id": kitchen_id, "wanted": ids}) if ids else ()
    return {row.id: row for row in found}


def undone(connection: Connection, kitchen_id: int, ids: Collection[str]) -> dict[str, int]:
    """Of these ids, those that were undone, and at which `seq`."""
    found = connection.execute(_GONE, {"kitchen_id": kitchen_id, "wanted": ids}) if ids else ()
    return {row.target: row.seq for row in found}


def at(connection: Connection, kitchen_id: int, seqs: Collection[int]) -> list[Row[Any]]:
    """The rows at these places."""
    return list(connection.execute(_AT, {"kitchen_id": kitchen_id, "seqs": seqs})) if seqs else []


def after(connection: Connection, kitchen_id: int, seq: int, most: int) -> list[Row[Any]]:
    """The first `most` rows after a place, in order."""
    return list(connection.execute(_AFTER, {"kitchen_id": kitchen_id, "seq": seq, "most": most}))


def needed(connection: Connection, kitchen_id: int, since: date, most: int) -> list[Row[Any]]:
    """The first rows of those a kitchen works with: people, keepers, its own foods, what was undone, and all of the days from `since`."""
    return list(connection.execute(_NEEDED, {"kitchen_id": kitchen_id, "since": since, "most": most}))


def about(connection: Connection, kitchen_id: int, subjects: Iterable[str]) -> list[Logged]:
    """All that the log holds about some subjects, in `seq` order, with what was undone of it."""
    found = connection.execute(_ABOUT[connection.dialect.name], {"kitchen_id": kitchen_id, "wanted": set(subjects)})
    return [logged(stored, stored.undone_seq) for stored in found]


def whole(connection: Connection, kitchen_id: int) -> list[Logged]:
    """The kitchen's whole log as the books read it, for a rebuild."""
    return [logged(stored, stored.undone_seq) for stored in connection.execute(_TOLD, {"kitchen_id": kitchen_id})]
