"""The tables of the notebook's own acts."""

from datetime import date

from sqlalchemy import Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from app.database import db


class Keeper(db.Model):
    """Somebody who writes in a kitchen's notebook; the name is sealed."""

    __tablename__ = "keeper"

    kitchen_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    seq: Mapped[int]
    undone_seq: Mapped[int | None]
    sealed: Mapped[bytes | None] = mapped_column(LargeBinary)


class KeeperLeaving(db.Model):
    """That a keeper writes no more. Several may say so; she has left while one of these stands."""

    __tablename__ = "keeper_leaving"

    kitchen_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    seq: Mapped[int]
    undone_seq: Mapped[int | None]
    keeper: Mapped[str] = mapped_column(String(36))


class MonthAct(db.Model):
    """One step of a month on its way up: handed in by the kitchen, observed or accepted by the federation.

    How the month stands is read from its acts in `seq` order (`notebook.months`), so an undo changes one row and nothing else.
    """

    __tablename__ = "month_act"
    __table_args__ = (Index("ix_month_act_period", "period", "kitchen_id"),)

    kitchen_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    seq: Mapped[int]
    undone_seq: Mapped[int | None]
    period: Mapped[str] = mapped_column(String(7))
    #: handed_in, observed or accepted.
    state: Mapped[str] = mapped_column(String(10))
    on: Mapped[date]
    by: Mapped[str] = mapped_column(String(36))
    comment: Mapped[str | None] = mapped_column(String(500))


class HandedInRoll(db.Model):
    """The padrón was handed in, as it stood on a day; `count` is how many people the phone saw on it."""

    __tablename__ = "handed_in_roll"

    kitchen_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    seq: Mapped[int]
    undone_seq: Mapped[int | None]
    on: Mapped[date]
    count: Mapped[int | None]


class AcceptedMonth(db.Model):
    """A month the federation accepted, and the place in the log from which it is locked."""

    __tablename__ = "accepted_month"

    kitchen_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    period: Mapped[str] = mapped_column(String(7), primary_key=True)
    seq: Mapped[int]


class Notice(db.Model):
    """A notice of the federation, as it reached a kitchen."""

    __tablename__ = "notice"
    __table_args__ = (Index("ix_notice_id", "id"),)

    kitchen_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    seq: Mapped[int]
    on: Mapped[date]
    by: Mapped[str] = mapped_column(String(36))
    title: Mapped[str] = mapped_column(String(80))
    text: Mapped[str] = mapped_column(String(1000))
    until_on: Mapped[date | None]


class NoticeReading(db.Model):
    """Somebody of a kitchen read a notice. Several may; the notice is read while one of these stands."""

    __tablename__ = "notice_reading"
    __table_args__ = (Index("ix_notice_reading_notice", "notice", "kitchen_id"),)

    kitchen_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    seq: Mapped[int]
    undone_seq: Mapped[int | None]
    notice: Mapped[str] = mapped_column(String(36))
    on: Mapped[date]
    by: Mapped[str] = mapped_column(String(36))
