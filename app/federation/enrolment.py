"""How a phone joins its kitchen: an invitation, a look at whose it is, and the enrolment that spends it; or its being opened again."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, select

from app import clock
from app.database import insert_new, reading, writing
from app.federation.models import Device, Invitation, Kitchen, Unit
from app.places.models import Place
from app.seal import mac

#: Without the letters and digits that are mistaken for one another when read aloud or copied by hand.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
LENGTH = 10
LIFE = timedelta(hours=48)
#: For how long a phone that was opened by a code may ask for the same answer again.
AGAIN = timedelta(hours=1)


@dataclass(frozen=True)
class Offer:
    """A code that nobody has spent: whose kitchen it opens, by id and by code, and who made it."""

    kitchen_id: int
    kitchen: str
    made_by: str


@dataclass(frozen=True)
class Welcome:
    """What a phone is told about the kitchen it joins."""

    kitchen_id: int
    code: str
    name: str
    district: str


def invite(kitchen_id: int, made_by: str) -> str:
    """Make a one-time code for a kitchen, good for 48 hours. Returns it; what is kept cannot be turned back into it."""
    code = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
    made_at = clock.now()
    row = {"code_mac": _mac(code), "kitchen_id": kitchen_id, "made_by": made_by, "made_at": made_at, "expires_at": made_at + LIFE}
    with writing() as connection:
        connection.execute(Invitation.__table__.insert(), [row])
    return code


def look(code: str) -> Welcome | None:
    """Whose kitchen a code opens, without spending it; None if it is unknown or old.

    Also of a spent one: its phone may have lost the answer and look again, and only `enrol` knows which phone asks.
    """
    with reading() as connection:
        invitation = _standing(connection, code)
        return _welcome(connection, invitation.kitchen_id) if invitation else None


def enrol(code: str, device: str, secret: str, door: str) -> Welcome | None:
    """Spend a code for a device; None if it opens nothing. The same four get the same answer again: the first may have been lost."""
    table = Invitation.__table__
    with writing() as connection:
        # The write comes first: of two phones with one code, the second waits here and then finds it spent.
        connection.execute(table.update().where(_unspent(code)).values(device_id=device, used_at=clock.now(), used_for="joining"))
        invitation = _standing(connection, code)
        if invitation is None or (invitation.device_id, invitation.used_for) != (device, "joining"):
            return None
        row = _device_row(invitation.kitchen_id, device, secret, door)
        insert_new(connection, Device.__table__, [row])
        known = connection.execute(select(Device.__table__).where(Device.id == device)).one()
        mine = known.secret_hash == row["secret_hash"] and known.door_hash == row["door_hash"]
        return _welcome(connection, invitation.kitchen_id) if mine and known.kitchen_id == invitation.kitchen_id else None


def unlock(connection: Connection, code: str, kitchen_id: int, device_id: str) -> str | None:
    """Spend a kitchen's code for opening a phone whose PIN was forgotten. Returns who made it, None if it opens nothing.

    The same phone may ask again for `AGAIN`: its answer may have been lost. Not longer, and never with the code by which it joined:
    both stand in its owner's messages, on the very phone that a thief holds.
    """
    table, now = Invitation.__table__, clock.now()
    spent = {"device_id": device_id, "used_at": now, "used_for": "unlocking"}
    connection.execute(table.update().where(_unspent(code), table.c.kitchen_id == kitchen_id).values(**spent))
    mine = (table.c.kitchen_id == kitchen_id) & (table.c.device_id == device_id) & (table.c.used_for == "unlocking")
    asked = select(table.c.made_by).where(table.c.code_mac == _mac(code), mine, table.c.used_at > now - AGAIN)
    return connection.scalar(asked)


def offered(connection: Connection, code: str) -> Offer | None:
    """What a code offers that is good for enrolling now; None for one that is unknown, old or spent."""
    kitchens = select(Invitation.kitchen_id, Unit.code, Invitation.made_by).join(Unit, Unit.id == Invitation.kitchen_id)
    row = connection.execute(kitchens.where(_unspent(code))).one_or_none()
    return Offer(*row) if row else None


def digest(secret: str) -> bytes:
    """What is kept of a secret. It has 256 random bits, so a plain hash is enough (no dictionary holds it)."""
    return hashlib.sha256(secret.encode()).digest()


def _mac(code: str) -> bytes:
    return mac("invitation", "".join(code.upper().split()).replace("-", "").encode())


def _unspent(code: str) -> ColumnElement[bool]:
    return (Invitation.code_mac == _mac(code)) & Invitation.device_id.is_(None) & (Invitation.expires_at > clock.now())


def _standing(connection: Connection, code: str) -> Any:
    """The invitation of a code that has not expired, or that was spent while it had not."""
    row = connection.execute(select(Invitation.__table__).where(Invitation.code_mac == _mac(code))).one_or_none()
    if row is None:
        return None
    return row if row.device_id or clock.utc(row.expires_at) > clock.now() else None


def _device_row(kitchen_id: int, device: str, secret: str, door: str) -> dict[str, Any]:
    return {
        "id": device,
        "kitchen_id": kitchen_id,
        "secret_hash": digest(secret),
        "door_hash": digest(door),
        "enrolled_at": clock.now(),
        "app": "",
    }


def _welcome(connection: Connection, kitchen_id: int) -> Welcome:
    joined = select(Unit.code, Unit.name, Place.name.label("district")).join(Kitchen, Kitchen.id == Unit.id)
    row = connection.execute(joined.outerjoin(Place, Place.ubigeo == Kitchen.ubigeo).where(Kitchen.id == kitchen_id)).one()
    return Welcome(kitchen_id, row.code, row.name, row.district or "")
