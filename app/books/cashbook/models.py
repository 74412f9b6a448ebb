"""The table of the cashbook."""

from datetime import date

from sqlalchemy import BigInteger, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.database import db


class CashEntry(db.Model):
    """One thing written of money, in centimos; what its kind does not say is null. `kind` is the operation's.

    `rations.settled` and `cash.counted` move nothing by themselves: they say what a service brought and what the box held."""

    __tablename__ = "cash_entry"
    __table_args__ = (Index("ix_cash_entry_day", "kitchen_id", "on"),)

    kitchen_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    seq: Mapped[int]
    undone_seq: Mapped[int | None]
    on: Mapped[date]
    kind: Mapped[str] = mapped_column(String(20))
    amount_cents: Mapped[int] = mapped_column(BigInteger)
    #: subsidy, social_aid or own: of what was spent and of other income.
    fund: Mapped[str | None] = mapped_column(String(12))
    slot: Mapped[int | None]
    person: Mapped[str | None] = mapped_column(String(36))
    #: The month that dues are for.
    period: Mapped[str | None] = mapped_column(String(7))
    #: A code where money was spent; the kitchen's own words where it came in.
    category: Mapped[str | None] = mapped_column(String(40))
    description: Mapped[str | None] = mapped_column(String(80))
    quantity: Mapped[str | None] = mapped_column(String(20))
    unit: Mapped[str | None] = mapped_column(String(20))
    unit_price_cents: Mapped[int | None] = mapped_column(BigInteger)
    supplier: Mapped[str | None] = mapped_column(String(60))
    supplier_ruc: Mapped[str | None] = mapped_column(String(11))
    receipt: Mapped[str | None] = mapped_column(String(12))
    series: Mapped[str | None] = mapped_column(String(10))
    number: Mapped[str | None] = mapped_column(String(20))
    payer: Mapped[str | None] = mapped_column(String(60))
    giver: Mapped[str | None] = mapped_column(String(60))
    document: Mapped[str | None] = mapped_column(String(40))
    assigned_on: Mapped[date | None]
    from_on: Mapped[date | None]
    until_on: Mapped[date | None]
    reason: Mapped[str | None] = mapped_column(String(12))
    #: Of a count or a settlement: a JSON list of ids.
    replaces: Mapped[str | None] = mapped_column(Text)
