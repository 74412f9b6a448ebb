"""Which life of the database this is. A restore changes it, and phones offer again all they hold (rule 6)."""

import secrets

from sqlalchemy import Connection, select

from app.database import insert_new, writing
from app.sync.models import Epoch


def current(connection: Connection) -> str:
    """The epoch, made when it is first asked for."""
    known = select(Epoch.epoch).where(Epoch.id == 1)
    found = connection.scalar(known)
    if found is None:
        with writing() as other:
            insert_new(other, Epoch.__table__, [{"id": 1, "epoch": secrets.token_hex(8)}])
            found = other.execute(known).scalar_one()
    return str(found)
