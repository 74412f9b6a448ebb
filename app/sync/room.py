"""How much one phone may leave in the inbox: no honest phone meets it, and a stolen one's `door` fills no disk.

What counts is what came and what was in it, for an envelope of five kilobytes may hold four million. A large kitchen writes 21,000
operations a year, of 400 bytes an envelope and 350 in it: 90 days without signal are 4 MB in one body. After a restore a phone of two
years leaves all again. If all 42,000 were its own, and had come back to it in pages too, ten a day, that is 52 MB in 7,300 bodies.
"""

from datetime import timedelta

from sqlalchemy import Connection, func, select

from app import clock
from app.sync.models import SealedBody

table = SealedBody.__table__

#: The most of what one device left in the last WHILE: bytes, and bodies.
BYTES, BODIES = 128 * 1024 * 1024, 20_000
WHILE = timedelta(days=90)
#: In how many seconds it may try again: each try carries a whole body.
LATER = 24 * 60 * 60
DOUBTFUL = 0.5


def used(connection: Connection, kitchen_id: int, device_id: str) -> float:
    """What part of its room a device has used: beyond 1 there is no more, and beyond DOUBTFUL somebody should look at it."""
    recent = (table.c.kitchen_id == kitchen_id) & (table.c.device_id == device_id) & (table.c.received_at > clock.now() - WHILE)
    size, bodies = connection.execute(select(func.coalesce(func.sum(table.c.size), 0), func.count()).where(recent)).one()
    return float(max(int(size) / BYTES, bodies / BODIES))
