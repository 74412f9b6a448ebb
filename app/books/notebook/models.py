"""The tables of the notebook's own acts."""

from sqlalchemy import LargeBinary, String
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


class AcceptedMonth(db.Model):
    """A month the federation accepted, and the place in the log from which it is locked."""

    __tablename__ = "accepted_month"

    kitchen_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    period: Mapped[str] = mapped_column(String(7), primary_key=True)
    seq: Mapped[int]
