"""The table of what was taken out of the house."""

from datetime import datetime

from sqlalchemy import DateTime, String
from sqlalchemy.orm import Mapped, mapped_column

from app.database import db

LONGEST_REASON = 200


class ExportTaken(db.Model):
    """A file that somebody took: the four things that make it, what it held, who took it and when."""

    __tablename__ = "export_taken"

    id: Mapped[int] = mapped_column(primary_key=True)
    #: `account:<number>` for somebody of the panel, `command:<user>` for somebody at the server.
    taken_by: Mapped[str] = mapped_column(String(80))
    taken_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    report: Mapped[str] = mapped_column(String(60))
    scope: Mapped[str] = mapped_column(String(40))
    #: A month, or a quarter as 2026-T1.
    period: Mapped[str] = mapped_column(String(7))
    form: Mapped[str] = mapped_column(String(8))
    cutoff: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    rows: Mapped[int]
    checksum: Mapped[str] = mapped_column(String(64))
    #: Why, where people's names leave in it.
    reason: Mapped[str | None] = mapped_column(String(LONGEST_REASON))
