"""The tables of accounts, of their sessions and second factors, and of what is written down. Passwords, tokens and codes are hashes."""

from datetime import datetime

from sqlalchemy import CheckConstraint, DateTime, ForeignKey, Index, LargeBinary, String
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


class OneTimeLink(db.Model):
    """A link with which somebody chooses her password, once: her first one, or a new one. Only the token's hash is kept."""

    __tablename__ = "one_time_link"

    token_hash: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    made_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    #: Also when it was taken back: a newer link ends an older one.
    expires_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    used_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))


class SecondFactor(db.Model):
    """An account's second factor (TOTP, RFC 6238). Secrets are sealed; a new one waits until a code proves that the telephone has it."""

    __tablename__ = "second_factor"

    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), primary_key=True, autoincrement=False)
    secret: Mapped[bytes | None] = mapped_column(LargeBinary)
    confirmed_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    waiting: Mapped[bytes | None] = mapped_column(LargeBinary)
    #: The latest step of 30 seconds whose code was spent: no code works twice.
    last_step: Mapped[int] = mapped_column(default=0)


class RecoveryCode(db.Model):
    """A code that stands in for a lost telephone, once. Only its keyed MAC is kept."""

    __tablename__ = "recovery_code"

    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), primary_key=True, autoincrement=False)
    code_mac: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    used_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))


class AuditEntry(db.Model):
    """Who saw, took or changed what. Numbers and codes only, never a name or a document; the database refuses to change or delete one."""

    __tablename__ = "audit_entry"
    __table_args__ = (Index("ix_audit_entry_account_id", "account_id", "id"), Index("ix_audit_entry_at", "at"))

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    #: Who did it; none: somebody at the server, or nobody knows who (a wrong password).
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    #: One of `audit.KINDS`.
    kind: Mapped[str] = mapped_column(String(40))
    #: The unit it is about; a kitchen's id is its unit's.
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    #: The id of whom or what it is about: a person's of the roll, a phone's, `account:<number>`.
    subject: Mapped[str | None] = mapped_column(String(80))
    #: Codes that tell more, such as a month or a report's name.
    detail: Mapped[str | None] = mapped_column(String(200))


class Incident(db.Model):
    """Something that happened to people's data, and when it was discovered: from then the law's 48 hours run."""

    __tablename__ = "incident"

    id: Mapped[int] = mapped_column(primary_key=True)
    discovered_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    recorded_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))


class IncidentEntry(db.Model):
    """What was written down of an incident, one after another; the database refuses to change or delete one."""

    __tablename__ = "incident_entry"

    id: Mapped[int] = mapped_column(primary_key=True)
    incident_id: Mapped[int] = mapped_column(ForeignKey("incident.id"), index=True)
    #: One of `incidents.STEPS`.
    kind: Mapped[str] = mapped_column(String(20))
    recorded_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    #: When the authority or the people were told.
    told_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    #: How many people it touches, as far as is known.
    people: Mapped[int | None]
    #: What was written, by field, sealed: whoever is upset writes names.
    words: Mapped[bytes] = mapped_column(LargeBinary)
