"""The mobile telephone at which a kitchen can be written to. It is somebody's, so it is kept sealed; this is where it is opened."""

import re
from collections.abc import Collection

from sqlalchemy import Connection, select

from app.database import writing
from app.federation.models import Kitchen
from app.seal import seal, unseal

table = Kitchen.__table__
#: A Peruvian mobile has nine digits and begins with 9 [domain.md §1.4]; people also write the country's 51 before it.
MOBILE = re.compile(r"(?:\+?51)?(9\d{8})")


class Unfit(ValueError):
    """What was typed is no Peruvian mobile number."""


def read(connection: Connection, kitchen_ids: Collection[int]) -> dict[int, str]:
    """By kitchen, the nine digits; kitchens of which none is known are left out."""
    known = select(table.c.id, table.c.contact).where(table.c.id.in_(kitchen_ids), table.c.contact.is_not(None))
    return {row.id: unseal(row.contact, _context(row.id)).decode() for row in connection.execute(known)}


def write(kitchen_id: int, typed: str) -> None:
    """Keep the number that was typed, with whatever spaces and dashes; an empty one forgets it. Raises Unfit."""
    plain = re.sub(r"[\s().-]", "", typed)
    found = MOBILE.fullmatch(plain)
    if plain and not found:
        raise Unfit
    sealed = seal(found[1].encode(), _context(kitchen_id)) if found else None
    with writing() as connection:
        connection.execute(table.update().where(table.c.id == kitchen_id).values(contact=sealed))


def _context(kitchen_id: int) -> str:
    return f"contact/{kitchen_id}"
