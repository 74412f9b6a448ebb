"""The mobile telephone at which a kitchen can be written to. It is somebody's, so it is kept sealed; this is where it is opened."""

import re
from collections.abc import Collection

from sqlalchemy import Connection, select

from app.database import writing
from app.federation.models import Kitchen
from app.seal import seal, unseal

table = Kitchen.__table__
#: A Peruvian mobile has nine digits and begins with 9 [domain.md §1.4]; people also write the country's 51 before it, spaces and dashes.
MOBILE = re.compile(r"(?<!\d)(?:\+?51)?(9(?:[ ().-]*\d){8})(?!\d)")


class Unfit(ValueError):
    """What was typed is no Peruvian mobile number."""


def mobile(text: str) -> str | None:
    """The nine digits of the first mobile number in a text; None where there is none."""
    found = MOBILE.search(re.sub(r"\+?51[ ().-]+(?=9)", "", text))
    return re.sub(r"\D", "", found[1]) if found else None


def read(connection: Connection, kitchen_ids: Collection[int]) -> dict[int, str]:
    """By kitchen, the nine digits; kitchens of which none is known are left out."""
    known = select(table.c.id, table.c.contact).where(table.c.id.in_(kitchen_ids), table.c.contact.is_not(None))
    return {row.id: opened(row.id, row.contact) for row in connection.execute(known)}


def write(kitchen_id: int, typed: str) -> None:
    """Keep the one number that was typed; an empty one forgets it. Raises Unfit."""
    number = mobile(typed)
    if typed.strip() and (number is None or len(re.sub(r"\D", "", typed)) > len("51987654321")):
        raise Unfit
    with writing() as connection:
        connection.execute(table.update().where(table.c.id == kitchen_id).values(contact=sealed(kitchen_id, number) if number else None))


def sealed(kitchen_id: int, number: str) -> bytes:
    """A number as its kitchen's row keeps it."""
    return seal(number.encode(), f"contact/{kitchen_id}")


def opened(kitchen_id: int, kept: bytes) -> str:
    """The number that a kitchen's row keeps."""
    return unseal(kept, f"contact/{kitchen_id}").decode()
