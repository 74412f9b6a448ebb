"""One import from end to end: read, understand, compare with the roll, and append all of it to the log or nothing."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, BinaryIO

import msgspec

from app import clock
from app.database import reading
from app.sheets import Doubt, Headings, Table, read
from app.sheets.codes import folded
from app.sheets.doubts import Doubtful
from app.sync.append import append
from app.sync.caused import caused_id
from app.sync.judge import judge
from app.sync.roll_import.person import Person, understand
from app.sync.roll_import.present import KIND, Present, present

HEADINGS = Headings(Path(__file__).with_name("headings.tsv"))
NEEDED = (("names", "surnames_first", "names_first"),)
#: The largest padrón; the largest known kitchen has about 500 people.
MOST_PEOPLE = 5_000
#: Why a row is left out; every other doubt is only reported. All are worded in `templates/sync/roll_import/words.txt`.
LEFT_OUT = ("nobody", "person_repeated", "refused")


class Refused(ValueError):
    """A padrón that cannot be taken; the message is a reason code."""


@dataclass(frozen=True)
class Choices:
    """What the person who imports decides: nothing at all to be written if a row is left out (`strict`) or in any case (`dry`)."""

    by: str = "system"
    strict: bool = False
    dry: bool = False


@dataclass
class Intake(Doubtful):
    """What a file would add to a roll, or (`written`) has added."""

    table: Table
    operations: list[dict[str, Any]] = field(default_factory=list)
    new: int = 0
    already: int = 0


def run(kitchen_id: int, file: BinaryIO, choices: Choices) -> Intake:
    """Import a padrón into a kitchen's log. Raises `sheets.Unreadable` for a file that is none, `Refused` for one too long to be true."""
    table = HEADINGS.find(read(file), NEEDED)
    if len(table.lines) > MOST_PEOPLE:
        raise Refused("too_many")
    with reading() as connection:
        here = present(connection, kitchen_id)
    intake = _Intaking(table, here, choices.by).take()
    if not choices.dry and not (choices.strict and intake.left_out):
        append(kitchen_id, intake.operations)
        intake.written = True
    return intake


def _women_are_m(records: Sequence[dict[str, str]]) -> bool:
    """Whether M is for *mujer*: where men are H."""
    said = {folded(record.get("sex", "")) for record in records}
    return bool(said & {"h", "hombre"}) and "f" not in said


class _Intaking:
    """An intake while it is made, row by row."""

    def __init__(self, table: Table, here: Present, by: str):
        self._intake, self._here, self._by = Intake(table), here, by
        self._at, self._today = int(clock.now().timestamp()), clock.lima_today()
        self._seen: dict[str, int] = {}

    def take(self) -> Intake:
        """Take the rows."""
        table = self._intake.table
        records = [table.record(line) for line in table.lines]
        women_are_m = _women_are_m(records)
        for line, record in zip(table.lines, records, strict=True):
            person = understand(line.number, record, self._today, women_are_m)
            if "names" in person.data:
                self._decide(person)
            self._intake.doubts += [Doubt(line.number, person.code, why, more, why in LEFT_OUT) for why, more in person.doubts]
        return self._intake

    def _decide(self, person: Person) -> None:
        person_id = self._here.id_of(person)
        first = self._seen.setdefault(person_id, person.number)
        if first != person.number:
            person.doubts.append(("person_repeated", str(first)))
        elif person_id in self._here.values:
            self._compare(person, person_id)
        else:
            self._register(person, person_id)

    def _compare(self, person: Person, person_id: str) -> None:
        """Somebody who is here already: a list changes nothing of her, and what it says otherwise is reported."""
        self._intake.already += 1
        known = self._here.values[person_id]
        other = [name for name, value in person.data.items() if known and known.get(name) != value and name not in ("type", "age")]
        if other:
            person.doubts.append(("differs", ", ".join(other)))
        if person_id in self._here.left and not person.left:
            person.doubts.append(("left_here", ""))

    def _register(self, person: Person, person_id: str) -> None:
        operations = [self._operation(person_id, KIND, person.joined_on or self._today, person.data)]
        if person.left:
            data = {"person": person_id, "reason": person.leave_reason}
            left_id = caused_id("beneficiary.left", self._here.kitchen_id, f"roll import/{person_id}")
            operations.append(self._operation(left_id, "beneficiary.left", person.left_on or self._today, data))
        faults = [judged for judged in (judge(msgspec.json.encode(one), from_phone=False) for one in operations) if judged.reason]
        if faults:
            person.doubts.append(("refused", faults[0].place))
            return
        if self._here.namesakes(person):
            person.doubts.append(("same_name", " ".join(person.data[name] for name in ("names", "paternal") if name in person.data)))
        self._here.add(person_id, person.data)
        self._intake.operations += operations
        self._intake.new += 1

    def _operation(self, operation_id: str, kind: str, on: date, data: dict[str, Any]) -> dict[str, Any]:
        return {"id": operation_id, "kind": kind, "v": 1, "on": on.isoformat(), "by": self._by, "at": self._at, "data": data}
