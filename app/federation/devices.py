"""The phones of a kitchen: whose secret is this, when was it seen, and taking its right away."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import or_, select

from app import clock, journal
from app.database import db, reading, writing
from app.federation.enrolment import digest
from app.federation.models import Device

#: How exactly *last seen* is kept: a write for each knock would cost more than it tells.
SEEN_EVERY = timedelta(minutes=5)


@dataclass(frozen=True)
class Known:
    """The device that a secret belongs to."""

    id: str
    kitchen_id: int
    revoked: bool


def by_secret(secret: str) -> Known | None:
    """The device whose secret this is, revoked or not."""
    return _find(Device.secret_hash == digest(secret))


def by_door(door: str) -> Known | None:
    """The device whose door secret this is: it opens the sealed inbox and nothing else."""
    return _find(Device.door_hash == digest(door))


def _find(condition: object) -> Known | None:
    columns = select(Device.id, Device.kitchen_id, Device.revoked_at).where(condition)  # type: ignore[arg-type]
    with reading() as connection:
        row = connection.execute(columns).one_or_none()
    return Known(row.id, row.kitchen_id, row.revoked_at is not None) if row else None


def seen(device_id: str, app: str) -> None:
    """Remember that a device knocked and with which version of the app."""
    table, at = Device.__table__, clock.now()
    stale = or_(table.c.last_seen_at.is_(None), table.c.last_seen_at < at - SEEN_EVERY, table.c.app != app)
    with reading() as connection:
        if connection.scalar(select(table.c.id).where(table.c.id == device_id, stale)) is None:
            return
    with writing() as connection:
        connection.execute(table.update().where(table.c.id == device_id).values(last_seen_at=at, app=app))


def revoke(device_id: str, revoked_by: str) -> None:
    """Take a device's right away; safe to repeat. It may still leave sealed bodies in the inbox."""
    journal.write({"revoked": device_id, "by": revoked_by, "at": clock.now().isoformat()})
    close({device_id: revoked_by})


def close(revoked: Mapping[str, str]) -> None:
    """Close devices (their id, and who revoked them) that the journal knows to be revoked; those that are closed stay as they are."""
    table, at = Device.__table__, clock.now()
    with writing() as connection:
        for device_id, revoked_by in revoked.items():
            standing = (table.c.id == device_id) & table.c.revoked_at.is_(None)
            connection.execute(table.update().where(standing).values(revoked_at=at, revoked_by=revoked_by))


def of_kitchen(kitchen_id: int) -> list[Device]:
    """A kitchen's phones, revoked ones too, newest first."""
    return list(db.session.scalars(select(Device).where(Device.kitchen_id == kitchen_id).order_by(Device.enrolled_at.desc(), Device.id)))


def by_id(device_id: str) -> Device | None:
    """The phone with this id."""
    return db.session.get(Device, device_id)
