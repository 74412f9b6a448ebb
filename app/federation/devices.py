"""The phones of a kitchen: whose secret is this, when was it seen, and taking its right away."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, select

from app import clock, journal
from app.database import UNAWAITED, asking, db, writing
from app.federation.enrolment import digest
from app.federation.models import Device

#: How exactly *last seen* is kept: a write for each knock would cost more than it tells.
SEEN_EVERY = timedelta(minutes=5)
#: Why a phone is closed.
WHY = ("lost", "stolen", "replaced")

_KNOWN = select(Device.id, Device.kitchen_id, Device.revoked_at, Device.emptied_at, Device.last_seen_at, Device.app)
_BY_SECRET = _KNOWN.where(Device.secret_hash == bindparam("word"))
_BY_DOOR = _KNOWN.where(Device.door_hash == bindparam("word"))
_BY_ID = _KNOWN.where(Device.id == bindparam("word"))


@dataclass(frozen=True)
class Known:
    """The device that a secret belongs to; since when (UTC) it is closed, and since when it has wiped itself. None: it has not."""

    id: str
    kitchen_id: int
    revoked_at: datetime | None
    emptied_at: datetime | None
    #: When it last knocked, give or take SEEN_EVERY, and with which version of the app.
    last_seen_at: datetime | None
    app: str

    @property
    def revoked(self) -> bool:
        """Whether it may only leave envelopes."""
        return self.revoked_at is not None


def by_secret(secret: str) -> Known | None:
    """The device whose secret this is, revoked or not."""
    return _find(_BY_SECRET, digest(secret))


def by_door(door: str) -> Known | None:
    """The device whose door secret this is: it opens the sealed inbox and nothing else."""
    return _find(_BY_DOOR, digest(door))


def known(device_id: str) -> Known | None:
    """The device with this id."""
    return _find(_BY_ID, device_id)


def _find(question: Any, word: object) -> Known | None:
    with asking() as connection:
        row = connection.execute(question, {"word": word}).one_or_none()
    if row is None:
        return None
    revoked_at, emptied_at, last_seen_at = (at and clock.utc(at) for at in (row.revoked_at, row.emptied_at, row.last_seen_at))
    return Known(row.id, row.kitchen_id, revoked_at, emptied_at, last_seen_at, row.app)


def seen(device: Known, app: str | None = None) -> None:
    """Remember that a device knocked, and with which version of the app if it said so."""
    table, at = Device.__table__, clock.now()
    if device.last_seen_at and device.last_seen_at >= at - SEEN_EVERY and app in (None, device.app):
        return
    said = {"last_seen_at": at} | ({} if app is None else {"app": app})
    with writing() as connection:
        connection.execute(table.update().where(table.c.id == device.id).values(**said).returning(UNAWAITED))


def revoke(device_id: str, revoked_by: str, why: str | None = None) -> None:
    """Take a device's right away, for good; safe to repeat. It may still leave sealed bodies in the inbox. `why`: one of WHY, if known."""
    entry = {"revoked": device_id, "by": revoked_by, "at": clock.now().isoformat()} | ({"why": why} if why else {})
    journal.write(entry)
    close([entry])


def close(entries: Iterable[Mapping[str, str]]) -> None:
    """Close the devices that entries of the journal tell of (`revoked`, `by`, `why`); those that are closed stay as they are."""
    table, at = Device.__table__, clock.now()
    with writing() as connection:
        for entry in entries:
            standing = (table.c.id == entry["revoked"]) & table.c.revoked_at.is_(None)
            said = {"revoked_at": at, "revoked_by": entry["by"], "revoked_why": entry.get("why")}
            connection.execute(table.update().where(standing).values(**said))


def revocations(device_id: str) -> list[dict[str, Any]]:
    """What the journal tells of a device's being closed, also of one that the database, gone back since, does not know."""
    return [entry for entry in journal.entries("revoked") if entry["revoked"] == device_id]


def wiped(device: Known) -> None:
    """A closed device left everything and wipes itself; safe to repeat. It may never say so again, so the journal has it too."""
    if device.revoked and device.emptied_at is None:
        journal.write({"emptied": device.id, "at": clock.now().isoformat()})
        empty([device.id])


def empty(device_ids: Collection[str]) -> None:
    """Note of closed devices that the journal knows to be wiped; where it is known already it stays as it is."""
    table = Device.__table__
    with writing() as connection:
        unknown = table.c.id.in_(device_ids) & table.c.revoked_at.is_not(None) & table.c.emptied_at.is_(None)
        connection.execute(table.update().where(unknown).values(emptied_at=clock.now()))


def of_kitchen(kitchen_id: int) -> list[Device]:
    """A kitchen's phones, revoked ones too, newest first."""
    return list(db.session.scalars(select(Device).where(Device.kitchen_id == kitchen_id).order_by(Device.enrolled_at.desc(), Device.id)))


def by_id(device_id: str) -> Device | None:
    """The phone with this id."""
    return db.session.get(Device, device_id)
