"""What people asked for at their kitchens' phones: to be erased by the federation, or not to be in lists of names. Reads, never writes."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, Select, or_, select

from app.books.roll.models import Beneficiary
from app.books.roll.operations import RIGHTS
from app.federation.models import Unit


@dataclass(frozen=True)
class Asked:
    """A right that stands: in which kitchen, by whom (her id, no name), which of RIGHTS, since when (a Lima date) and for how many days."""

    code: str
    kitchen: str
    person: str
    right: str
    on: date
    days: int


def standing(connection: Connection, kitchens: Select[int], today: date) -> dict[str, list[Asked]]:
    """By right, what stands asked for in these kitchens, oldest first. An erasure stands until it is done, an objection for good."""
    person = Beneficiary.__table__.c
    columns = select(Unit.code, Unit.name, person.id, person.objected_on, person.erasure_asked_on)
    columns = columns.join(Beneficiary.__table__, person.kitchen_id == Unit.id)
    either = or_(person.objected_on.is_not(None), person.erasure_asked_on.is_not(None))
    found: dict[str, list[Asked]] = {right: [] for right in RIGHTS}
    for row in connection.execute(columns.where(Unit.id.in_(kitchens), either)):
        for right, on in (("objection", row.objected_on), ("erasure", row.erasure_asked_on)):
            if on is not None:
                found[right].append(Asked(row.code, row.name, row.id, right, on, max(0, (today - on).days)))
    return {right: sorted(those, key=lambda one: (one.on, one.code, one.person)) for right, those in found.items()}
