"""The table of the pantry's movements."""

from datetime import date

from sqlalchemy import BigInteger, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from app.database import db


class StockMove(db.Model):
    """Food that came (`qty` above zero) or was used (below), in grams or millilitres; value in centimos."""

    __tablename__ = "stock_move"
    __table_args__ = (Index("ix_stock_move_day", "kitchen_id", "on"),)

    kitchen_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    seq: Mapped[int]
    undone_seq: Mapped[int | None]
    on: Mapped[date]
    food: Mapped[str] = mapped_column(String(40))
    source: Mapped[str] = mapped_column(String(12))
    qty: Mapped[int] = mapped_column(BigInteger)
    asked_qty: Mapped[int | None] = mapped_column(BigInteger)
    promised_qty: Mapped[int | None] = mapped_column(BigInteger)
    value_cents: Mapped[int | None] = mapped_column(BigInteger)
    document: Mapped[str | None] = mapped_column(String(40))
    unit: Mapped[str | None] = mapped_column(String(20))
    unit_qty: Mapped[int | None] = mapped_column(BigInteger)
