"""The table of the roll."""

from datetime import date

from sqlalchemy import Index, LargeBinary, String, text
from sqlalchemy.orm import Mapped, mapped_column

from app.database import db


class Beneficiary(db.Model):
    """A person of a kitchen's roll, as the log makes her today. What could name her is in `sealed`."""

    __tablename__ = "beneficiary"
    #: The few of many that somebody must look at.
    __table_args__ = (
        Index("ix_beneficiary_conflicts", "kitchen_id", sqlite_where=text("conflicts > 0"), postgresql_where=text("conflicts > 0")),
    )

    kitchen_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    joined_on: Mapped[date | None]
    left_on: Mapped[date | None]
    type: Mapped[str | None] = mapped_column(String(12))
    sex: Mapped[str | None] = mapped_column(String(1))
    #: Her registration was undone, or has not arrived yet.
    hidden: Mapped[bool]
    erased: Mapped[bool]
    #: How many fields two edits disagree about.
    conflicts: Mapped[int]
    #: The last day on which she asked not to leave in nominal lists, and to be erased; null once she is.
    objected_on: Mapped[date | None]
    erasure_asked_on: Mapped[date | None]
    sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
