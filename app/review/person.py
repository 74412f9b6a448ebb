"""All that is held about one person: what she sees who asks to see her data [Ley 29733; domain.md §1.8]. Reads, never writes."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, func, select

from app.books.cashbook.models import CashEntry
from app.books.operation import Logged
from app.books.rations.models import NamedRation
from app.books.roll.apply import describe
from app.sync import log
from app.sync.models import Held

#: What of `describe` is personal beyond counting; the sheet shows them in this order, those that are said.
FIELDS = (
    "names", "paternal", "maternal", "doc_type", "doc_number", "born_on", "age", "sex", "type", "pregnant", "disability",
    "household", "guardian_names", "guardian_paternal", "guardian_maternal", "guardian_dni", "address", "consent",
)  # fmt: skip


@dataclass(frozen=True)
class Counted:
    """What is counted of her, in numbers alone: plates by class, the first and the last day, dues and credit paid in centimos, and
    how many of her operations are held, waiting for somebody's decision."""

    rations: dict[str, int]
    first_on: date | None
    last_on: date | None
    money_cents: dict[str, int]
    held: int


@dataclass(frozen=True)
class Sheet:
    """A person as the kitchen's notebook holds her. `known` is what `roll.apply.describe` says; `said` every act, in `seq` order."""

    id: str
    known: dict[str, Any]
    said: list[Logged]
    counted: Counted

    @property
    def values(self) -> dict[str, Any]:
        """Her fields by name, those that say something."""
        return {name: self.known["values"][name] for name in FIELDS if self.known["values"].get(name) is not None}

    @property
    def erased(self) -> bool:
        """Whether her data were taken away."""
        return bool(self.known["erased"])

    @property
    def asked(self) -> dict[str, str]:
        """The rights she asked for and did not take back, each with the last Lima date on which she did."""
        asked: dict[str, str] = self.known.get("asked", {})
        return asked

    @property
    def seen(self) -> int:
        """The place in the log up to which this sheet tells: a correction says what was read there."""
        return self.said[-1].seq

    def asking(self, right: str) -> str | None:
        """The operation by which she last asked for a right, if she has not taken it back."""
        asked = [one for one in self.said if one.kind == "right.asked" and one.data["right"] == right and one.undone_seq is None]
        return asked[-1].id if asked else None


def sheet(connection: Connection, kitchen_id: int, person: str) -> Sheet | None:
    """The sheet of a person of this kitchen's roll; None where nobody was ever registered under this id."""
    said = log.about(connection, kitchen_id, {person})
    if not any(one.kind == "beneficiary.registered" for one in said):
        return None
    return Sheet(person, describe(said), said, _counted(connection, kitchen_id, person))


def _counted(connection: Connection, kitchen_id: int, person: str) -> Counted:
    plates = _plates(connection, kitchen_id, person)
    days = sorted(plate.on for plate in plates)
    cash, held = CashEntry.__table__.c, Held.__table__.c
    paid = (cash.kitchen_id == kitchen_id) & (cash.person == person) & cash.undone_seq.is_(None)
    sums = connection.execute(select(cash.kind, func.sum(cash.amount_cents)).where(paid).group_by(cash.kind))
    waiting = (held.kitchen_id == kitchen_id) & (held.subject == person) & (held.state == "waiting")
    return Counted(
        rations=dict(Counter(plate.ration_class for plate in plates)),
        first_on=days[0] if days else None,
        last_on=days[-1] if days else None,
        money_cents={kind: int(cents) for kind, cents in sums},
        held=connection.scalar(select(func.count()).where(waiting)) or 0,
    )


def _plates(connection: Connection, kitchen_id: int, person: str) -> list[Row[Any]]:
    """Her plates, each once however many phones marked it: of those of a service with the same `again` the smallest id counts."""
    ration = NamedRation.__table__.c
    hers = (ration.kitchen_id == kitchen_id) & (ration.person == person) & ration.undone_seq.is_(None)
    columns = select(ration.on, ration.slot, ration.again, ration.ration_class)
    once: dict[tuple[date, int, int], Row[Any]] = {}
    for plate in connection.execute(columns.where(hers).order_by(ration.id)):
        once.setdefault((plate.on, plate.slot, plate.again), plate)
    return list(once.values())
