"""The tables of figures: by kitchen and day, by kitchen, unit and place and month; and what is still to be counted."""

from datetime import date, datetime

from sqlalchemy import DateTime, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from app.database import db
from app.rollups.measures import DAILY, MEASURES, Counted


class KitchenDay(Counted, db.Model):
    """What a kitchen's notebook says of a day, booked in a month. Where `period` is not the month of `on`, the row is an
    *adjustment*: what came to be known of a day after its month was accepted (docs/sync.md, rule 14); its figures may be below zero."""

    __tablename__ = "kitchen_day"
    #: The few of many that somebody must look at.
    __table_args__ = (
        Index("ix_kitchen_day_disputed", "kitchen_id", sqlite_where=text("disputed <> 0"), postgresql_where=text("disputed <> 0")),
    )
    measures = DAILY

    kitchen_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    period: Mapped[str] = mapped_column(String(7), primary_key=True)
    on: Mapped[date] = mapped_column(primary_key=True)


class KitchenMonth(Counted, db.Model):
    """A kitchen's month: its days and its adjustments. A month of which the notebook says nothing has no row: silence is not zero."""

    __tablename__ = "kitchen_month"
    __table_args__ = (Index("ix_kitchen_month_period", "period"),)
    measures = MEASURES

    kitchen_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    period: Mapped[str] = mapped_column(String(7), primary_key=True)


class UnitMonth(Counted, db.Model):
    """The month of an organisation above the kitchens: the sum of those that hung below it in that month."""

    __tablename__ = "unit_month"
    measures = MEASURES

    period: Mapped[str] = mapped_column(String(7), primary_key=True)
    unit_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)


class TerritoryMonth(Counted, db.Model):
    """The month of a place: an ubigeo prefix of 2, 4 or 6 digits, or of none for the nation."""

    __tablename__ = "territory_month"
    measures = MEASURES

    period: Mapped[str] = mapped_column(String(7), primary_key=True)
    prefix: Mapped[str] = mapped_column(String(6), primary_key=True)


class TouchedMonth(db.Model):
    """A kitchen's month that changed and that the units and places above have not added yet; kitchen 0 is the tree, when a unit moved.

    `seq` is how far the kitchen had been counted; with it in the key two writers never wait for one another's mark. `since` is when
    the first operation that the levels above may lack was received."""

    __tablename__ = "touched_month"

    kitchen_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    period: Mapped[str] = mapped_column(String(7), primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    since: Mapped[datetime] = mapped_column(DateTime(timezone=True))


class CountedNotebook(db.Model):
    """How far a kitchen's log has been counted."""

    __tablename__ = "counted_notebook"

    kitchen_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    seq: Mapped[int]
