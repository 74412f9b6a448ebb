"""Counters of the whole installation: what came, what is held, what is still to be counted."""

from datetime import timedelta

from sqlalchemy import Connection, func, select

from app import clock
from app.federation.models import Device
from app.rollups import fresh
from app.sync.models import Held, Notebook, SealedBody, TouchedDay


def read(connection: Connection) -> dict[str, int]:
    """Numbers by name. `operations`: accepted since the beginning. `held`: waiting for a person's decision. `inbox`: bodies not opened.
    `days_uncounted`: business days marked. `lag_seconds`: how old the oldest thing is that the totals lack, 0 when they lack nothing."""
    return {
        "operations": connection.scalar(select(func.coalesce(func.sum(Notebook.seq), 0))) or 0,
        "notebooks": connection.scalar(select(func.count()).select_from(Notebook)) or 0,
        "held": connection.scalar(select(func.count()).select_from(Held).where(Held.state == "waiting")) or 0,
        "inbox": connection.scalar(select(func.count()).select_from(SealedBody).where(SealedBody.opened_at.is_(None))) or 0,
        "days_uncounted": connection.scalar(select(func.count()).select_from(TouchedDay)) or 0,
        "lag_seconds": max(0, round((clock.now() - fresh.until(connection)).total_seconds())),
        "phones": _phones(connection, None),
        "phones_today": _phones(connection, timedelta(days=1)),
    }


def _phones(connection: Connection, within: timedelta | None) -> int:
    """Phones that may sync; with `within`, those that did so lately."""
    count = select(func.count()).select_from(Device).where(Device.revoked_at.is_(None))
    if within:
        count = count.where(Device.last_seen_at >= clock.now() - within)
    return connection.scalar(count) or 0
