"""What two phones wrote differently and nobody has settled: the menu and prices of a service, counts of plates, people of the roll.

Both values are kept and told (docs/sync.md, "What the books make of them"); somebody of the federation may say which stands, as a keeper
may on her phone. What she says is an operation in the kitchen's notebook, against what the page showed her at the place `seen` of the
log: what came meanwhile becomes a difference again, never a silent overwrite.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

import msgspec
from sqlalchemy import Connection, Select, func, select

from app import clock
from app.books.rations.models import Service
from app.books.rations.tally import tally
from app.books.registry import fold
from app.books.roll.models import Beneficiary
from app.database import reading
from app.review.typed import whole
from app.rollups import facts
from app.rollups.models import KitchenDay
from app.sync import append, log
from app.sync.caused import caused_id
from app.sync.judge import judge
from app.sync.models import Notebook


class Declined(ValueError):
    """What cannot be settled so; the message is a reason code: `gone` (it is no difference, or no more), `unfit` (no number of plates)."""


@dataclass(frozen=True)
class ServiceDifference:
    """A field of a service (`2026-03-02`, slot 1): the value that stands, then its rivals."""

    on: date
    slot: int
    field: str
    values: list[Any]


@dataclass(frozen=True)
class CountDifference:
    """A class of a service of which several counts stand, by their ids. `choices` is what they say, each once, fewest first: plates, and
    their price in centimos; the last one counts until somebody says."""

    on: date
    slot: int
    ration: str
    heads: list[str]
    choices: list[tuple[int, int | None]]


@dataclass(frozen=True)
class Differences:
    """All of a kitchen's, oldest first, at the place `seen` of its log; of people only the ids."""

    services: list[ServiceDifference]
    counts: list[CountDifference]
    people: list[str]
    seen: int


def waiting(connection: Connection, kitchens: Select[int]) -> dict[int, Counter[str]]:
    """By kitchen, how many services, days and people wait for somebody to say what stands: `service`, `count`, `person`."""
    found: dict[int, Counter[str]] = defaultdict(Counter)
    for what, rows in (("service", _services()), ("count", _days()), ("person", _people())):
        some = rows.subquery()
        mine = select(some.c.kitchen_id, func.count()).where(some.c.kitchen_id.in_(kitchens)).group_by(some.c.kitchen_id)
        for kitchen_id, number in connection.execute(mine):
            found[kitchen_id][what] = number
    return dict(found)


def _services() -> Select[Any]:
    service = Service.__table__.c
    return select(service.kitchen_id, service.on, service.slot).where(service.conflicts > 0)


def _days() -> Select[Any]:
    """The days of which some count is in dispute; an adjustment may have taken the dispute of an accepted month away."""
    day = KitchenDay.__table__.c
    disputed = select(day.kitchen_id, day.on).where(day.disputed != 0)
    return disputed.group_by(day.kitchen_id, day.on).having(func.sum(day.disputed) > 0)


def _people() -> Select[Any]:
    person = Beneficiary.__table__.c
    return select(person.kitchen_id, person.id).where(person.conflicts > 0, ~person.erased, ~person.hidden)


def of_kitchen(connection: Connection, kitchen_id: int) -> Differences:
    """What waits in a kitchen."""
    seen = connection.scalar(select(Notebook.seq).where(Notebook.kitchen_id == kitchen_id)) or 0
    services = sorted((row.on, row.slot) for row in connection.execute(_services().where(Service.kitchen_id == kitchen_id)))
    days = [row.on for row in connection.execute(_days().where(KitchenDay.kitchen_id == kitchen_id))]
    people = [row.id for row in connection.execute(_people().where(Beneficiary.kitchen_id == kitchen_id).order_by(Beneficiary.id))]
    differing = [one for on, slot in services for one in _of_service(connection, kitchen_id, on, slot, seen)]
    return Differences(differing, _of_days(connection, kitchen_id, days, seen), people, seen)


def _of_service(connection: Connection, kitchen_id: int, on: date, slot: int, seen: int) -> list[ServiceDifference]:
    said = [one for one in log.about(connection, kitchen_id, {f"{on}/{slot}"}) if one.seq <= seen]
    return [ServiceDifference(on, slot, field, values) for field, values in fold(said, "slot").conflicts.items()]


def _of_days(connection: Connection, kitchen_id: int, days: list[date], seen: int) -> list[CountDifference]:
    found: list[CountDifference] = []
    for on, day in sorted(facts.days(connection, kitchen_id, days).items()):
        for slot in sorted({count.slot for count in day.counted}):
            counts = {count.id: count for count in day.counted if count.slot == slot}
            if service := tally([], list(counts.values()), [], at=seen):
                heads = {ration: [counts[head] for head in service.heads[ration]] for ration in service.disputed}
                found.extend(_rivals(on, slot, ration, rivals) for ration, rivals in heads.items())
    return found


def _rivals(on: date, slot: int, ration: str, heads: list[Any]) -> CountDifference:
    said = {(msgspec.json.decode(head.counts)[ration], msgspec.json.decode(head.prices).get(ration)) for head in heads}
    choices = sorted(said, key=lambda choice: (choice[0], choice[1] or 0))
    return CountDifference(on, slot, ration, [head.id for head in heads], choices)


@dataclass(frozen=True)
class Settling:
    """Who says what stands: the account, the kitchen, the place in the log that the page showed, and what the page was given when it
    opened, which makes the operation's id: a second press repeats the first."""

    account_id: int
    kitchen_id: int
    seen: int
    opened: str

    def service(self, on: date, slot: int, field: str, place: int) -> None:
        """Of the values of a service's field the one at `place` stands. Raises Declined."""
        with reading() as connection:
            found = {one.field: one.values for one in _of_service(connection, self.kitchen_id, on, slot, self.seen)}
        values = found.get(field, [])
        if not 0 <= place < len(values):
            raise Declined("gone")
        self._write("service.described", on, {"slot": slot, field: values[place]}, {field: values[0]})

    def count(self, on: date, slot: int, ration: str, place: int, typed: str) -> None:
        """Of rival counts of a class the one at `place` stands; or, where `typed` says something, so many plates as it says, at the price
        of the largest. One count in the place of all. Raises Declined."""
        with reading() as connection:
            found = [one for one in _of_days(connection, self.kitchen_id, [on], self.seen) if (one.slot, one.ration) == (slot, ration)]
        if not found or not (typed or 0 <= place < len(found[0].choices)):
            raise Declined("gone")
        chosen, price = found[0].choices[-1 if typed else place]
        plates = whole(typed) if typed else chosen
        data: dict[str, Any] = {"slot": slot, "counts": {ration: plates}, "replaces": found[0].heads}
        self._write("rations.counted", on, data | ({} if price is None else {"prices": {ration: price}}))

    def _write(self, kind: str, on: date, data: dict[str, Any], base: dict[str, Any] | None = None) -> None:
        said = msgspec.json.encode([str(on), data]).decode()
        operation: dict[str, Any] = {"id": caused_id(kind, self.kitchen_id, f"{self.opened}/{said}"), "kind": kind, "v": 1, "on": str(on)}
        operation |= {"by": f"account:{self.account_id}", "at": int(clock.now().timestamp()), "data": data}
        operation |= {} if base is None else {"base": base}
        if judge(msgspec.json.encode(operation), from_phone=False).reason:
            raise Declined("unfit")
        append(self.kitchen_id, [operation])
