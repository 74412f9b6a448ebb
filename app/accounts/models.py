"""The tables of accounts and of their sessions. Passwords and session tokens are kept only as hashes."""

from datetime import datetime

from sqlalchemy import CheckConstraint, DateTime, ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from app.database import db

#: coordinator: a part of the tree. board: the whole confederation. administrator: that, and other people's accounts.
ROLES = ("coordinator", "board", "administrator")


class Account(db.Model):
    """Somebody of the federation, what she may do, and the unit whose part of the tree she sees."""

    __tablename__ = "account"
    __table_args__ = (CheckConstraint("role in ('coordinator', 'board', 'administrator')", name="role"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    #: In lower case.
    username: Mapped[str] = mapped_column(String(60), unique=True)
    name: Mapped[str] = mapped_column(String(120))
    #: argon2id with its own salt and costs inside.
    password_hash: Mapped[str] = mapped_column(String(200))
    role: Mapped[str] = mapped_column(String(20))
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    disabled_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))


class WebSession(db.Model):
    """A browser in which somebody is signed in. Its token is in the browser's cookie; here is only its hash."""

    __tablename__ = "web_session"

    token_hash: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    last_seen_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    ended_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    user_agent: Mapped[str] = mapped_column(String(120), default="")
