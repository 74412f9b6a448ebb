"""Who is on a kitchen's roll already, so that a list adds nobody twice."""

from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, select

from app.books.roll.models import Beneficiary
from app.seal import open_json
from app.sync.caused import caused_id
from app.sync.roll_import.person import Person

KIND = "beneficiary.registered"


@dataclass
class Present:
    """The people of a kitchen's roll by id, by document and by name; grows with every person that a list adds."""

    kitchen_id: int
    values: dict[str, dict[str, Any]] = field(default_factory=dict)
    left: set[str] = field(default_factory=set)
    _documents: dict[str, str] = field(default_factory=dict)
    _names: dict[str, dict[str, str]] = field(default_factory=dict)

    def id_of(self, person: Person) -> str:
        """The id that she has, or would have if a list brought her."""
        number, born = person.data.get("doc_number"), person.data.get("born_on", "")
        standing = self._documents.get(number) if number else None
        namesake = self._names.get(person.called, {}).get(born) if born else None
        # Name and birth are enough only where no two documents speak against it.
        if namesake and number and self.values[namesake].get("doc_number"):
            namesake = None
        return standing or namesake or caused_id(KIND, self.kitchen_id, f"roll import/{person.cause}")

    def add(self, person_id: str, values: dict[str, Any], left: bool = False) -> None:
        """Note somebody."""
        self.values[person_id] = values
        called = Person(0, values)
        self._names.setdefault(called.called, {}).setdefault(values.get("born_on") or "", person_id)
        if values.get("doc_number"):
            self._documents.setdefault(values["doc_number"], person_id)
        if left:
            self.left.add(person_id)

    def namesakes(self, person: Person) -> bool:
        """Whether somebody else of the same whole name is here."""
        return person.called in self._names


def present(connection: Connection, kitchen_id: int) -> Present:
    """The roll as it stands. Who was erased is known by her id alone; who was registered by mistake is not here."""
    found = Present(kitchen_id)
    table = Beneficiary.__table__
    for row in connection.execute(select(table).where(table.c.kitchen_id == kitchen_id)):
        if row.sealed is None or row.hidden:
            found.values[row.id] = {}
            continue
        known = open_json(row.sealed, f"beneficiary/{kitchen_id}/{row.id}")
        values = {name: value for name, value in known["values"].items() if value is not None}
        found.add(row.id, values, left=known["left_on"] is not None)
    return found
