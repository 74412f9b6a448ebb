"""Which life of the database this is. A restore changes it, and phones offer again all they hold (rule 6)."""

import secrets

from sqlalchemy import Connection, select

from app import clock, journal
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


def note(life: str) -> None:
    """Write in the journal that the database lives this life from here on."""
    journal.write({"epoch": life, "at": clock.now().isoformat()})


def change(life: str) -> str:
    """Let another life begin after `life`, unless somebody else has already begun one; returns the one that is lived now."""
    table, new = Epoch.__table__, secrets.token_hex(8)
    with writing() as connection:
        connection.execute(table.update().where(table.c.epoch == life).values(epoch=new))
        return str(connection.execute(select(table.c.epoch)).scalar_one())
