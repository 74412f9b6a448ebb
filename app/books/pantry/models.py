"""The tables of the pantry: its movements, and the foods that the kitchen named itself."""

from datetime import date

from sqlalchemy import BigInteger, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.database import db


class StockMove(db.Model):
    """What was written of a food, in grams or millilitres (`measure`). `value_cents`: what came or was used is
    worth, where somebody knows.

    `kind` is `received` (`qty` zero or above), `used` or `wasted` (zero or below), or `counted`, which is no movement: its `qty` is what
    was on the shelf at the end of the day. Laid down by month (`app.partitions`)."""

    __tablename__ = "stock_move"
    __table_args__ = (Index("ix_stock_move_day", "kitchen_id", "on"), {"postgresql_partition_by": 'RANGE ("on")'})

    kitchen_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    seq: Mapped[int]
    undone_seq: Mapped[int | None]
    #: In the key because the month where the row lies is; an operation says one day for ever.
    on: Mapped[date] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(10))
    food: Mapped[str] = mapped_column(String(40))
    measure: Mapped[str] = mapped_column(String(2))
    source: Mapped[str] = mapped_column(String(12))
    qty: Mapped[int] = mapped_column(BigInteger)
    asked_qty: Mapped[int | None] = mapped_column(BigInteger)
    promised_qty: Mapped[int | None] = mapped_column(BigInteger)
    asked_on: Mapped[date | None]
    promised_on: Mapped[date | None]
    value_cents: Mapped[int | None] = mapped_column(BigInteger)
    #: The id of the `cash.spent` that paid for what came.
    paid_with: Mapped[str | None] = mapped_column(String(36))
    document: Mapped[str | None] = mapped_column(String(40))
    #: The same on every line of a delivery of several foods.
    delivery: Mapped[str | None] = mapped_column(String(36))
    supplier: Mapped[str | None] = mapped_column(String(60))
    lot: Mapped[str | None] = mapped_column(String(30))
    expires_on: Mapped[date | None]
    reason: Mapped[str | None] = mapped_column(String(12))
    #: Of a count: a JSON list of ids.
    replaces: Mapped[str | None] = mapped_column(Text)
    unit: Mapped[str | None] = mapped_column(String(20))
    unit_qty: Mapped[int | None] = mapped_column(BigInteger)


class OwnFood(db.Model):
    """A food that the kitchen named itself. An undone one is not offered any more; what was written of it keeps its name."""

    __tablename__ = "own_food"

    kitchen_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    seq: Mapped[int]
    undone_seq: Mapped[int | None]
    name: Mapped[str] = mapped_column(String(40))
    measure: Mapped[str] = mapped_column(String(2))
