"""The invented tree: one confederation, provincial organisations, district ones where kitchens are many, kitchens."""

from dataclasses import dataclass
from datetime import date
from random import Random

from sqlalchemy import Connection, func, select

from app.database import reading, writing
from app.demo.names import names
from app.federation import registry
from app.federation.models import Kitchen, Unit
from app.places.models import Place

SINCE = date(2023, 1, 1)
#: Provinces in which CONAMOVIDI is at home, those of the demo first: south, centre, north.
PROVINCES = ("1501", "0801", "2111", "0501", "1201", "0401", "2001", "1401", "2301", "0201", "1301", "1101", "0301", "2201")
KINDS = ("comedor", "comedor", "comedor", "olla_comun", "mothers_club")
ROOT = "CONAMOVIDI"


@dataclass(frozen=True)
class Invented:
    """A kitchen of the demo."""

    id: int
    code: str
    name: str


def found(kitchens: int) -> list[Invented]:
    """Write the tree with so many kitchens; those that stand already stay as they are. Returns all of them."""
    spread = min(len(PROVINCES), max(3, kitchens // 60))
    with writing() as connection:
        _once(connection, ROOT, names()["confederation"], "national", None)
        for province in PROVINCES[:spread]:
            name = connection.scalar(select(Place.name).where(Place.ubigeo == province))
            _once(connection, f"P-{province}", names()["provincial"].format(name), "provincial", ROOT)
        return [_kitchen(connection, number, PROVINCES[number % spread]) for number in range(kitchens)]


def _kitchen(connection: Connection, number: int, province: str) -> Invented:
    code = f"DEMO-{number + 1:05d}"
    choice = Random(code)
    standing = connection.execute(select(Unit.id, Unit.name).where(Unit.code == code)).one_or_none()
    if standing:
        return Invented(standing.id, code, standing.name)
    ubigeo = choice.choice(_districts(connection, province)[:12])
    calls = names()["kitchens"]
    round_, place = divmod(number, len(calls))
    name = calls[place] + (f" {round_ + 1}" if round_ else "")
    above = _district_unit(connection, ubigeo, province) if choice.random() < 0.5 else f"P-{province}"
    unit_id = registry.add_kitchen(connection, code, name, choice.choice(KINDS), ubigeo, above, SINCE)
    return Invented(unit_id, code, name)


def _districts(connection: Connection, province: str) -> list[str]:
    inside = Place.ubigeo.startswith(province) & (func.length(Place.ubigeo) == 6)
    return list(connection.scalars(select(Place.ubigeo).where(inside).order_by(Place.ubigeo)))


def _district_unit(connection: Connection, ubigeo: str, province: str) -> str:
    name = connection.scalar(select(Place.name).where(Place.ubigeo == ubigeo))
    return _once(connection, f"D-{ubigeo}", names()["district"].format(name), "district", f"P-{province}")


def _once(connection: Connection, code: str, name: str, level: str, parent: str | None) -> str:
    if connection.scalar(select(Unit.id).where(Unit.code == code)) is None:
        registry.add_unit(connection, code, name, level, parent, SINCE)
    return code


def is_empty() -> bool:
    """Whether the database has no kitchen at all: a new one."""
    with reading() as connection:
        return connection.scalar(select(func.count()).select_from(Kitchen)) == 0
