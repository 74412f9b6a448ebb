"""The invented kitchens' phones: each enrols with an invitation and pushes what its women wrote, through the real door."""

import secrets
from collections.abc import Iterator
from uuid import UUID

from sqlalchemy import select

from app import clock
from app.database import reading
from app.demo.confederation import Invented
from app.demo.life import Life
from app.federation import enrolment
from app.federation.models import Device
from app.sync import append


def periods(months: int) -> list[str]:
    """The last months, this one included, oldest first."""
    last = [clock.period_of(clock.lima_today())]
    while len(last) < months:
        last.insert(0, clock.previous_period(last[0]))
    return last


def rehearse(kitchens: list[Invented], months: int) -> Iterator[int]:
    """Let every kitchen write its months; yields how many operations were accepted after each kitchen.

    One kitchen in seven is silent in the last month, so that the panel has somebody to ask after.
    """
    for number, kitchen in enumerate(kitchens):
        life, device = Life(kitchen.code), _phone(kitchen)
        accepted = _push(kitchen, device, list(life.roll()))
        for place, period in enumerate(written := periods(months)):
            if number % 7 != 4 or place < len(written) - 1:
                accepted += _push(kitchen, device, list(life.month(period, clock.lima_today())))
        yield accepted


def _push(kitchen: Invented, device: str, operations: list[dict[str, object]]) -> int:
    return sum(answer.answer == "accepted" for answer in append(kitchen.id, operations, device)) if operations else 0


def _phone(kitchen: Invented) -> str:
    """The kitchen's phone: the one that it has, or one that enrols now."""
    with reading() as connection:
        standing = connection.scalar(select(Device.id).where(Device.kitchen_id == kitchen.id, Device.revoked_at.is_(None)))
    if standing:
        return str(standing)
    device, code = str(UUID(bytes=secrets.token_bytes(16))), enrolment.invite(kitchen.id, "system")
    enrolment.enrol(code, device, secrets.token_urlsafe(32), secrets.token_urlsafe(32))
    return device
