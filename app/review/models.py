"""The tables of notices on their way down the tree. What a kitchen's notebook knows of one stands in `books.notebook`."""

from datetime import date, datetime

from sqlalchemy import DateTime, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from app.database import db


class IssuedNotice(db.Model):
    """What somebody of the federation says to the kitchens of a unit. `until_on`: after that day it is past."""

    __tablename__ = "issued_notice"

    #: Made from the form that was filled in, so that a second press is the same notice.
    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    title: Mapped[str] = mapped_column(String(80))
    text: Mapped[str] = mapped_column(String(1000))
    #: A Lima date, in every kitchen's notebook the same, however late it is delivered.
    issued_on: Mapped[date]
    issued_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    until_on: Mapped[date | None]


class NoticeDelivery(db.Model):
    """One kitchen to which a notice goes; those that hung from the unit when it was issued. Without `delivered_at` it waits."""

    __tablename__ = "notice_delivery"
    __table_args__ = (
        Index("ix_notice_delivery_delivered_at", "delivered_at"),
        Index("ix_notice_delivery_kitchen_id", "kitchen_id"),
    )

    notice_id: Mapped[str] = mapped_column(ForeignKey("issued_notice.id"), primary_key=True)
    kitchen_id: Mapped[int] = mapped_column(ForeignKey("kitchen.id"), primary_key=True)
    #: When its `notice.published`, which has the notice's id in every kitchen, was written in the kitchen's log.
    delivered_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
