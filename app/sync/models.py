"""The log and what stands beside it. `kitchen_id` leads every key: the log could be spread over servers without a change of code."""

from datetime import date, datetime

from sqlalchemy import BigInteger, DateTime, Index, LargeBinary, String, Text, false
from sqlalchemy.orm import Mapped, mapped_column

from app.database import db

#: The last `seq` there can be: an integer of 32 bits.
LAST = 2**31 - 1


class Notebook(db.Model):
    """A kitchen's log as a whole: the last `seq` given, and whether anything was ever rejected. Its row is the lock under which `seq`
    grows."""

    __tablename__ = "notebook"

    kitchen_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    seq: Mapped[int] = mapped_column(default=0)
    rejects: Mapped[bool] = mapped_column(default=False, server_default=false())


class OperationId(db.Model):
    """The only judge of repetition (rule 1): an id, its place, and the keyed MAC of its canonical body. Never partitioned."""

    __tablename__ = "operation_id"

    kitchen_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    seq: Mapped[int]
    body_mac: Mapped[bytes] = mapped_column(LargeBinary(16))


class Operation(db.Model):
    """An accepted operation. What is personal in `data` and `base` is in `sealed`; the rest is JSON.

    PostgreSQL lays it down by the month in which it was received (`app.partitions`), which is why that stands in the key: `seq` is one
    place in a kitchen's log because the notebook's lock gives it out, and an id is one because `OperationId` says so."""

    __tablename__ = "operation"
    __table_args__ = (Index("ix_operation_subject", "kitchen_id", "subject"), {"postgresql_partition_by": "RANGE (received_at)"})

    kitchen_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    id: Mapped[str] = mapped_column(String(36))
    kind: Mapped[str] = mapped_column(String(40))
    v: Mapped[int]
    on: Mapped[date]
    by: Mapped[str] = mapped_column(String(40))
    at: Mapped[int] = mapped_column(BigInteger)
    data: Mapped[str] = mapped_column(Text)
    base: Mapped[str | None] = mapped_column(Text)
    sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    erased: Mapped[bool]
    #: What an operation of a registry is about; null for facts.
    subject: Mapped[str | None] = mapped_column(String(36))
    device_id: Mapped[str | None] = mapped_column(String(36))
    received_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), primary_key=True)


class Undone(db.Model):
    """That an operation was undone, and at which `seq`. It may stand before its target does."""

    __tablename__ = "undone"

    kitchen_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    target: Mapped[str] = mapped_column(String(36), primary_key=True)
    seq: Mapped[int]


class Held(db.Model):
    """An operation that could not be accepted: the full body, sealed, and why. Nothing held is deleted; a decision closes it."""

    __tablename__ = "held"

    kitchen_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    #: Of the id and the body as they came: one id may be held twice with two bodies, and one body under two ids.
    body_mac: Mapped[bytes] = mapped_column(LargeBinary(16), primary_key=True)
    #: What could be read of it, null where nothing could.
    id: Mapped[str | None] = mapped_column(String(36))
    kind: Mapped[str | None] = mapped_column(String(40))
    subject: Mapped[str | None] = mapped_column(String(36))
    reason: Mapped[str] = mapped_column(String(20))
    #: Where in the body, as a JSON path; never a value.
    place: Mapped[str] = mapped_column(String(80), default="")
    sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    device_id: Mapped[str | None] = mapped_column(String(36))
    received_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    #: waiting, accepted, corrected or rejected; by whom, when and why.
    state: Mapped[str] = mapped_column(String(10), default="waiting")
    decided_by: Mapped[str | None] = mapped_column(String(40))
    decided_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    decision: Mapped[str | None] = mapped_column(String(200))

    @staticmethod
    def context(kitchen_id: int, key: bytes) -> str:
        """What the sealed body is bound to."""
        return f"held/{kitchen_id}/{key.hex()}"


class SealedBody(db.Model):
    """A body left in the inbox: envelopes of a phone that could not, or no longer may, say openly what is in them."""

    __tablename__ = "sealed_body"

    kitchen_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    digest: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    device_id: Mapped[str] = mapped_column(String(36))
    #: What was not opened of it, each envelope after its length: nothing once all is in the log or held. `digest` is of the whole.
    body: Mapped[bytes] = mapped_column(LargeBinary)
    #: What it takes of its phone's room (`app.sync.room`): its bytes as it came, and those that were in what was opened of it.
    size: Mapped[int] = mapped_column(default=0, server_default="0")
    received_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    #: When all of it had been opened, and how many envelopes could not be when it was last tried.
    opened_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    unreadable: Mapped[int] = mapped_column(default=0, server_default="0")


class TouchedDay(db.Model):
    """A business day that must be counted again, and the last `seq` that touched it. Written with the log, deleted by the recount."""

    __tablename__ = "touched_day"

    kitchen_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    on: Mapped[date] = mapped_column(primary_key=True)
    seq: Mapped[int]


class Epoch(db.Model):
    """Which life of the database this is: one row, changed by a restore."""

    __tablename__ = "epoch"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    epoch: Mapped[str] = mapped_column(String(36))
