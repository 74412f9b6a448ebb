"""The audit trail: who saw, took or changed what. Rooms to the right call `note` where it happens; entries are only ever added."""

from contextlib import nullcontext

from flask import has_request_context
from flask_login import current_user
from sqlalchemy import Connection

from app import clock
from app.accounts.models import AuditEntry
from app.database import writing

#: What is written down: a noun and a past verb. templates/panel/audit_kinds.html has the words of each.
KINDS = (
    "session.begun", "session.refused", "session.locked", "session.ended",
    "account.created", "account.opened", "account.closed", "account.link_made", "account.password_set",
    "factor.set", "factor.refused", "factor.removed", "factor.code_spent", "factor.codes_drawn",
    "export.taken", "roll.seen", "person.seen", "person.corrected", "person.left", "person.exported", "person.erased", "right.answered",
    "device.invited", "device.revoked", "device.unlocked", "month.observed", "month.accepted", "held.decided", "difference.settled",
    "parcel.carried", "notice.published", "kitchens.imported", "roll.imported", "incident.recorded", "incident.followed",
)  # fmt: skip


def note(
    kind: str,
    *,
    unit_id: int | None = None,
    kitchen_id: int | None = None,
    subject: str | None = None,
    detail: str | None = None,
    account_id: int | None = None,
    connection: Connection | None = None,
) -> None:
    """Write down that `account_id` (none: who is signed in in this request, if anybody) did something of KINDS.

    `unit_id` or `kitchen_id`: what it is about. `subject`: the id of a person, a phone or an `account:<number>`. `detail`: codes, such as
    `2026-03 xlsx`, cut after 200 characters. Never a name or a document. With `connection` it is part of that transaction; else it is one
    of its own, and must not stand inside a `writing()`.
    """
    row = {
        "at": clock.now(),
        "account_id": _asking() if account_id is None else account_id,
        "kind": kind,
        "unit_id": unit_id if kitchen_id is None else kitchen_id,
        "subject": subject,
        "detail": detail[:200] if detail else None,
    }
    with nullcontext(connection) if connection is not None else writing() as open_one:
        open_one.execute(AuditEntry.__table__.insert(), [row])


def _asking() -> int | None:
    if not has_request_context() or not current_user.is_authenticated:
        return None
    asking: int = current_user.account.id
    return asking
