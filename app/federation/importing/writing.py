"""Writing a plan into the tree: a few statements for any number of kitchens, in the transaction of who asks."""

from datetime import date
from typing import Any

from sqlalchemy import Connection, bindparam

from app.federation import contacts
from app.federation.importing.plan import COLUMNS, Plan
from app.federation.importing.row import Row
from app.federation.models import Kitchen, Membership, Unit
from app.federation.signals import moved

#: Before any kitchen's first month: a district corrected is a district that was wrong all along.
BEGINNING = date(2000, 1, 1)


def write(connection: Connection, plan: Plan, since: date, kind: str) -> None:
    """Add the new kitchens from a first of the month on, as `kind` where their rows did not say; change the others."""
    if plan.new:
        _add(connection, plan.new, since, kind)
    for table, key, columns in ((Unit.__table__, "id", ("name",)), (Kitchen.__table__, "id", COLUMNS)):
        for column in columns:
            rows = [{"of": unit_id, "new": changes[column]} for _, unit_id, changes in plan.changed if column in changes]
            if rows:
                connection.execute(table.update().where(table.c[key] == bindparam("of")).values({column: bindparam("new")}), rows)
    numbers = [{"of": unit_id, "new": contacts.sealed(unit_id, said["contact"])} for _, unit_id, said in plan.changed if "contact" in said]
    if numbers:
        table = Kitchen.__table__
        connection.execute(table.update().where(table.c.id == bindparam("of")).values(contact=bindparam("new")), numbers)
    if any("ubigeo" in changes for _, _, changes in plan.changed):
        moved.send(connection, since=BEGINNING)
    plan.written = True


def _add(connection: Connection, new: list[tuple[Row, int]], since: date, kind: str) -> None:
    units = [{"code": row.code, "name": row.values["name"], "level": "base"} for row, _ in new]
    ids = dict(connection.execute(Unit.__table__.insert().returning(Unit.code, Unit.id), units).all())
    connection.execute(Kitchen.__table__.insert(), [_kitchen(row, ids[row.code], since, kind) for row, _ in new])
    hanging = [{"unit_id": ids[row.code], "parent_id": parent, "since": since, "until": None} for row, parent in new]
    connection.execute(Membership.__table__.insert(), hanging)


def _kitchen(row: Row, unit_id: int, since: date, kind: str) -> dict[str, Any]:
    """A new kitchen's row. One that the list calls inactive is known, and no month waits for it."""
    empty: dict[str, Any] = dict.fromkeys(COLUMNS) | {"kind": kind, "address": ""}
    closed_on = since if row.values.get("listed_state") == "inactive" else None
    said = {name: value for name, value in row.values.items() if name not in ("name", "contact")}
    number = row.values.get("contact")
    said["contact"] = contacts.sealed(unit_id, number) if number else None
    return empty | said | {"id": unit_id, "ubigeo": row.ubigeo, "opened_on": since, "closed_on": closed_on}
