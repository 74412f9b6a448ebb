"""What was taken, as ExportTaken remembers it. Reads, never writes."""

from typing import Any

from sqlalchemy import Connection, Row, select

from app.reports.models import ExportTaken

#: How many are told.
LATEST = 20


def latest(connection: Connection, taken_by: str) -> list[Row[Any]]:
    """The last files that somebody took (`taken_by` as in ExportTaken), the newest first."""
    table = ExportTaken.__table__
    return list(connection.execute(select(table).where(table.c.taken_by == taken_by).order_by(table.c.id.desc()).limit(LATEST)))
