"""The invitations that still stand: the link that carries one, the list, and taking one back.

A code is known only to whoever made it; afterwards an invitation is named by its keyed MAC, which opens nothing.
"""

from dataclasses import dataclass
from datetime import datetime

from flask import current_app, has_request_context, request
from sqlalchemy import Row, select

from app import clock
from app.database import db, writing
from app.federation.enrolment import LIFE, invite
from app.federation.models import Invitation


@dataclass(frozen=True)
class Made:
    """A new invitation: its code in two groups for reading aloud, the link that carries it, and when it stops working (UTC)."""

    code: str
    link: str
    expires_at: datetime


def make(kitchen_id: int, made_by: str) -> Made:
    """Invite a phone to a kitchen. The code is in the link's fragment, which browsers send to no server."""
    code = invite(kitchen_id, made_by)
    half = len(code) // 2
    return Made(f"{code[:half]}-{code[half:]}", f"{outside()}/app/es/entrar#{code}", clock.now() + LIFE)


def standing(kitchen_id: int) -> list[Row[bytes, str, datetime, datetime]]:
    """(code_mac, made_by, made_at, expires_at) of the invitations that a phone could still spend, newest first."""
    columns = select(Invitation.code_mac, Invitation.made_by, Invitation.made_at, Invitation.expires_at)
    unspent = columns.where(Invitation.kitchen_id == kitchen_id, Invitation.device_id.is_(None), Invitation.expires_at > clock.now())
    return list(db.session.execute(unspent.order_by(Invitation.made_at.desc())))


def withdraw(kitchen_id: int, code_mac: bytes) -> None:
    """Let a kitchen's invitation open nothing from now on; safe to repeat, harmless for one that was spent."""
    table = Invitation.__table__
    mine = (table.c.kitchen_id == kitchen_id) & (table.c.code_mac == code_mac) & table.c.device_id.is_(None)
    with writing() as connection:
        connection.execute(table.update().where(mine).values(expires_at=clock.now()))


def outside() -> str:
    """How the outside reaches us, without a slash at the end: links begin with it."""
    here = request.host_url if has_request_context() else f"http://127.0.0.1:{current_app.config['PORT']}"
    address: str = current_app.config["PUBLIC_URL"] or here
    return address.rstrip("/")
