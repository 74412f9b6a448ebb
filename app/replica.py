"""A copy of the database that follows it, for who reads much and writes nothing: the panel's pages and the reports.

Enters: `REPLICA_URL`, the address of a streaming replica. Leaves: where to read, and until which instant what is there is whole. A page is
read from the replica while that is no older than `REPLICA_LAG` seconds and holds what this person has written herself; in any other
case, and when it does not answer, from the database.
"""

import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

from flask import current_app, g, has_request_context, request, session
from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import SQLAlchemyError

from app import clock
from app.database import REPLICA, db, reading, wrote

logger = logging.getLogger(__name__)

#: Seconds that a report waits for the replica to hold what was just written.
MOMENT = 2.0
#: Seconds for which one that did not answer is not asked again.
REST = 15.0
#: Until when that is, by the monotonic clock.
rests = {"until": 0.0}
NEVER = datetime.min.replace(tzinfo=UTC)
#: Where in the session the place of her last writing is kept, until the replica has it.
WRITTEN = "written_at"
_PLACE = text("SELECT CAST(pg_current_wal_insert_lsn() AS text)")
_STANDS = text("""
    SELECT pg_last_wal_replay_lsn() >= CAST(:now AS pg_lsn) AS level, pg_last_wal_replay_lsn() >= CAST(:hers AS pg_lsn) AS has_hers,
           pg_last_xact_replay_timestamp() AS replayed_at
""")


class Stand(NamedTuple):
    """How far the replica is: whole until this instant (UTC), and whether it holds what she wrote."""

    until: datetime
    has_hers: bool


def choose() -> None:
    """For `before_request` of pages: decide once where this request reads. One that comes to write reads where it will write."""
    g.reads_from = _chosen(stands()) if request.method in ("GET", "HEAD") else None


def remember(response: Any) -> Any:
    """For `after_request` of pages that write: what she reads next holds what she wrote."""
    if REPLICA in db.engines and wrote():
        session[WRITTEN] = _place()
    return response


@contextmanager
def reading_much() -> Iterator[Connection]:
    """`database.reading` for a report, also in a request or a command that writes: a moment is waited for what it wrote."""
    before, until = g.get("reads_from"), time.monotonic() + MOMENT
    while (found := stands()) and not found.has_hers and time.monotonic() < until:
        time.sleep(0.05)
    g.reads_from = _chosen(found)
    try:
        with reading() as connection:
            yield connection
    finally:
        g.reads_from = before


def until(connection: Connection) -> datetime:
    """The instant (UTC) of which a connection tells: now, or how far the replica is."""
    stands: datetime = g.get("replica_until", clock.now()) if connection.engine is g.get("reads_from") else clock.now()
    return stands


def stands() -> Stand | None:
    """How far the replica is; None without one, and where it does not answer."""
    engine = db.engines.get(REPLICA)
    if engine is None or time.monotonic() < rests["until"]:
        return None
    try:
        now, place = clock.now(), _place()
        with engine.connect() as connection:
            row = connection.execute(_STANDS, {"now": place, "hers": place if wrote() else _hers()}).one()
    except SQLAlchemyError as error:
        logger.warning("the replica does not answer (%s)", type(error).__name__)
        rests["until"] = time.monotonic() + REST
        return None
    # Of everything that is committed in its order, it has all up to the last that it replayed.
    return Stand(now if row.level else min(now, row.replayed_at or NEVER), row.has_hers)


def _chosen(found: Stand | None) -> Engine | None:
    """The replica's engine if it may be read, None for the database itself."""
    oldest = clock.now() - timedelta(seconds=current_app.config["REPLICA_LAG"])
    if found is None or not found.has_hers or found.until < oldest:
        return None
    g.replica_until = found.until
    if has_request_context():
        session.pop(WRITTEN, None)
    return db.engines[REPLICA]


def _hers() -> str:
    return str(session.get(WRITTEN, "0/0")) if has_request_context() else "0/0"


def _place() -> str:
    """How far the database is."""
    with db.engine.connect() as connection:
        return str(connection.execute(_PLACE).scalar_one())
