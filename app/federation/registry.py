"""Writing the tree: new units, new kitchens, and a unit that moves under another on the first of a month.

Takes a connection, so that a whole confederation can be written in one transaction (`with writing() as connection: …`).
"""

from datetime import date

from sqlalchemy import Connection, Row, select

from app.federation.models import KITCHEN_KINDS, LEVELS, Kitchen, Membership, Unit
from app.federation.signals import moved
from app.places.models import Place


class Refused(ValueError):
    """What cannot be written into the tree; the message is a reason code, worded in `templates/federation/words.txt`."""


def add_unit(connection: Connection, code: str, name: str, level: str, parent: str | None, since: date) -> int:
    """Add a unit below the unit with the code `parent` (None only for the confederation) from a first of the month. Returns its id."""
    if level not in LEVELS:
        raise Refused("level_unknown")
    if connection.scalar(select(Unit.id).where(Unit.code == code)):
        raise Refused("code_taken")
    above = _unit(connection, parent) if parent is not None else None
    _fits_below(level, above)
    row = {"code": code, "name": name, "level": level}
    unit_id: int = connection.execute(Unit.__table__.insert().values(**row).returning(Unit.id)).scalar_one()
    if above is not None:
        _hang(connection, unit_id, above.id, since)
    return unit_id


def add_kitchen(connection: Connection, code: str, name: str, kind: str, ubigeo: str, parent: str, since: date, address: str = "") -> int:
    """Add a base unit and its kitchen, in the district `ubigeo` (six digits, INEI). Returns its id."""
    if kind not in KITCHEN_KINDS:
        raise Refused("kind_unknown")
    if len(ubigeo) != 6 or connection.scalar(select(Place.ubigeo).where(Place.ubigeo == ubigeo)) is None:
        raise Refused("ubigeo_unknown")
    unit_id = add_unit(connection, code, name, "base", parent, since)
    row = {"id": unit_id, "kind": kind, "ubigeo": ubigeo, "address": address, "opened_on": since}
    connection.execute(Kitchen.__table__.insert().values(**row))
    return unit_id


def move(connection: Connection, code: str, parent: str, since: date) -> None:
    """Hang a unit from another from a first of the month on; what was before stays as it was. Safe to repeat.

    Sums that already stand for months from then on are marked, in this transaction, to be added up again.
    """
    unit, above = _unit(connection, code), _unit(connection, parent)
    _fits_below(unit.level, above)
    table = Membership.__table__
    last = connection.execute(select(table).where(table.c.unit_id == unit.id).order_by(table.c.since.desc()).limit(1)).one_or_none()
    if last is not None and last.since > since:
        raise Refused("already_moved_later")
    if last is not None and last.parent_id == above.id and last.until is None:
        return
    moved.send(connection, since=since)
    mine = (table.c.unit_id == unit.id) & (table.c.since == (last.since if last else None))
    if last is not None and last.since == since:
        connection.execute(table.update().where(mine).values(parent_id=above.id, until=None))
        return
    connection.execute(table.update().where(mine).values(until=since))
    _hang(connection, unit.id, above.id, since)


def _unit(connection: Connection, code: str) -> Row[int, str]:
    unit = connection.execute(select(Unit.id, Unit.level).where(Unit.code == code)).one_or_none()
    if unit is None:
        raise Refused("unit_unknown")
    return unit


def _fits_below(level: str, above: Row[int, str] | None) -> None:
    """A unit hangs from one of a higher level, so the tree can have no circle; only the confederation hangs from none."""
    fits = level == LEVELS[0] if above is None else LEVELS.index(above.level) < LEVELS.index(level)
    if not fits:
        raise Refused("level_unfit")


def _hang(connection: Connection, unit_id: int, parent_id: int, since: date) -> None:
    if since.day != 1:
        raise Refused("not_first_of_month")
    connection.execute(Membership.__table__.insert().values(unit_id=unit_id, since=since, until=None, parent_id=parent_id))
