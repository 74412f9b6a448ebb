"""The tables of the tree: units, kitchens, and since when each hangs from which other."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, DateTime, ForeignKey, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from app.database import db

#: From the top: the confederation, its provincial organisations, district ones where there are any, and the kitchens' own (OSB).
LEVELS = ("national", "provincial", "district", "base")
KITCHEN_KINDS = ("comedor", "olla_comun", "mothers_club", "parish", "family_kitchen")


class Unit(db.Model):
    """An organisation of the confederation, at any level."""

    __tablename__ = "unit"
    __table_args__ = (CheckConstraint("level in ('national', 'provincial', 'district', 'base')", name="level"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(40), unique=True)
    name: Mapped[str] = mapped_column(String(160))
    level: Mapped[str] = mapped_column(String(12))


class Kitchen(db.Model):
    """What a base unit runs: a comedor popular, an olla común, a club de madres. Its id and code are its unit's."""

    __tablename__ = "kitchen"

    id: Mapped[int] = mapped_column(ForeignKey("unit.id"), primary_key=True, autoincrement=False)
    kind: Mapped[str] = mapped_column(String(20))
    ubigeo: Mapped[str] = mapped_column(String(6), index=True)
    address: Mapped[str] = mapped_column(String(200), default="")
    #: A mobile telephone, sealed (`federation.contacts`).
    contact: Mapped[bytes | None] = mapped_column(LargeBinary)
    #: Its point in millionths of a degree (WGS 84); both or none.
    latitude_e6: Mapped[int | None]
    longitude_e6: Mapped[int | None]
    #: What the last imported list said: how many people eat there, and whether it works (active, inactive).
    listed_users: Mapped[int | None]
    listed_state: Mapped[str | None] = mapped_column(String(10))
    opened_on: Mapped[date | None]
    closed_on: Mapped[date | None]


class Membership(db.Model):
    """That a unit hangs from another from the first day of a month until the first day of another (or still)."""

    __tablename__ = "membership"
    __table_args__ = (Index("ix_membership_parent_id", "parent_id"),)

    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), primary_key=True)
    since: Mapped[date] = mapped_column(primary_key=True)
    until: Mapped[date | None]
    parent_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))


class Invitation(db.Model):
    """A one-time code with which a phone joins a kitchen. Only its keyed MAC is kept."""

    __tablename__ = "invitation"

    code_mac: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    kitchen_id: Mapped[int] = mapped_column(ForeignKey("kitchen.id"), index=True)
    made_by: Mapped[str] = mapped_column(String(40))
    made_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    expires_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    used_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    #: Who spent it, and for what: `joining`, or `unlocking` a phone whose PIN was forgotten.
    device_id: Mapped[str | None] = mapped_column(String(36))
    used_for: Mapped[str | None] = mapped_column(String(10))


class Device(db.Model):
    """A phone of a kitchen. Its id and its two secrets are made on the phone; only hashes are kept."""

    __tablename__ = "device"

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    kitchen_id: Mapped[int] = mapped_column(ForeignKey("kitchen.id"), index=True)
    secret_hash: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    door_hash: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    enrolled_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    last_seen_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    app: Mapped[str] = mapped_column(String(40), default="")
    revoked_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    revoked_by: Mapped[str | None] = mapped_column(String(40))
    #: lost, stolen or replaced; null where nobody said why.
    revoked_why: Mapped[str | None] = mapped_column(String(10))
    #: When a closed phone said that it had left everything here and was wiping itself.
    emptied_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))


class Attempt(db.Model):
    """How often a code or an account was tried in a window of time: the rate limit's memory, shared by all processes."""

    __tablename__ = "attempt"

    key_mac: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    window: Mapped[int] = mapped_column(primary_key=True)
    count: Mapped[int] = mapped_column(default=0)
