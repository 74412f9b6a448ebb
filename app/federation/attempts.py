"""Rate limits kept in the database: per code and per account, because a whole province can share one address."""

import time

from sqlalchemy import delete, select

from app.database import insert_new, reading, writing
from app.federation.models import Attempt
from app.seal import mac

#: Tries are counted over a quarter of an hour, in seconds.
SECONDS = 15 * 60


def too_many(what: str, whose: str, limit: int) -> int:
    """Count one more try of `whose` at `what`; returns 0, or for how many seconds to wait when over `limit` tries per `SECONDS`."""
    window, into = divmod(int(time.time()), SECONDS)
    key, table = mac(f"attempt/{what}", whose.encode()), Attempt.__table__
    with writing() as connection:
        insert_new(connection, table, [{"key_mac": key, "window": window, "count": 0}])
        here = (table.c.key_mac == key) & (table.c.window == window)
        connection.execute(table.update().where(here).values(count=table.c.count + 1))
        count: int = connection.scalar(select(table.c.count).where(here)) or 0
        connection.execute(delete(table).where(table.c.window < window))  # anybody's: whoever guesses codes tries each but once
    return SECONDS - into if count > limit else 0


def spent(what: str, whose: str, limit: int) -> int:
    """The same without counting another try: 0, or for how many seconds to wait."""
    window, into = divmod(int(time.time()), SECONDS)
    table = Attempt.__table__
    here = (table.c.key_mac == mac(f"attempt/{what}", whose.encode())) & (table.c.window == window)
    with reading() as connection:
        count = connection.scalar(select(table.c.count).where(here)) or 0
    return SECONDS - into if count >= limit else 0


def forgive(what: str, whose: str) -> None:
    """Take back the try just counted: it was the right one, and who comes in often is no guesser."""
    key, table = mac(f"attempt/{what}", whose.encode()), Attempt.__table__
    here = (table.c.key_mac == key) & (table.c.window == int(time.time()) // SECONDS) & (table.c.count > 0)
    with writing() as connection:
        connection.execute(table.update().where(here).values(count=table.c.count - 1))
