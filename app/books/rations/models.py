"""The tables of services and rations. Facts keep the seq of their undo, so that a month can be read as it stood at any seq."""

from datetime import date

from sqlalchemy import Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from app.database import db


class Service(db.Model):
    """A service's label, menu and prices in centimos, as the log makes them today."""

    __tablename__ = "service"
    #: The few of many that somebody must look at.
    __table_args__ = (
        Index("ix_service_conflicts", "kitchen_id", sqlite_where=text("conflicts > 0"), postgresql_where=text("conflicts > 0")),
    )

    kitchen_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    on: Mapped[date] = mapped_column(primary_key=True)
    slot: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    label: Mapped[str | None] = mapped_column(String(30))
    menu: Mapped[str | None] = mapped_column(String(120))
    price_cents: Mapped[int | None]
    member_price_cents: Mapped[int | None]
    social_price_cents: Mapped[int | None]
    conflicts: Mapped[int]


class Fact:
    """What every fact of a service has: its operation, its place in the log and that of its undo, its service."""

    kitchen_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    seq: Mapped[int]
    undone_seq: Mapped[int | None]
    on: Mapped[date]
    slot: Mapped[int]


class SkippedService(Fact, db.Model):
    """A service at which nothing was cooked."""

    __tablename__ = "skipped_service"
    __table_args__ = (Index("ix_skipped_service_day", "kitchen_id", "on"),)

    reason: Mapped[str | None] = mapped_column(String(12))


class NamedRation(Fact, db.Model):
    """A plate of somebody on the roll: the largest of all books, laid down by month (`app.partitions`)."""

    __tablename__ = "named_ration"
    __table_args__ = (Index("ix_named_ration_day", "kitchen_id", "on"), {"postgresql_partition_by": 'RANGE ("on")'})

    #: In the key because the month where the row lies is; an operation says one day for ever.
    on: Mapped[date] = mapped_column(primary_key=True, sort_order=1)

    person: Mapped[str] = mapped_column(String(36))
    again: Mapped[int]
    ration_class: Mapped[str] = mapped_column(String(12))
    price_cents: Mapped[int]
    bracket: Mapped[str | None] = mapped_column(String(6))
    sex: Mapped[str | None] = mapped_column(String(1))


class CountedRations(Fact, db.Model):
    """A count of plates without names: JSON objects of class → rations and class → centimos, and the ids it replaces."""

    __tablename__ = "counted_rations"
    __table_args__ = (Index("ix_counted_rations_day", "kitchen_id", "on"),)

    counts: Mapped[str] = mapped_column(Text)
    prices: Mapped[str] = mapped_column(Text)
    replaces: Mapped[str] = mapped_column(Text)
