"""What a list would change, drawn up before anything is written."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import Connection, select

from app.federation import contacts
from app.federation.importing.parents import Parents
from app.federation.importing.row import Row, understand, where
from app.federation.models import Kitchen, Unit
from app.places.matching import Gazetteer, digits
from app.sheets import Doubt, Line, Table
from app.sheets.doubts import Doubtful
from app.sheets.headings import key

#: Why a row is left out; every other doubt is only reported. All are worded in `templates/federation/importing/words.txt`.
LEFT_OUT = {
    *("ambiguous", "code_and_name_unknown", "name_not_found", "code_unplaced", "nowhere"),
    *("code_long", "nobody", "code_repeated", "code_of_organisation"),
}
#: The columns of the kitchen's table that a list may set, beside `contact`, which is sealed.
COLUMNS = ("kind", "ubigeo", "address", "latitude_e6", "longitude_e6", "listed_users", "listed_state", "closed_on")


@dataclass
class Plan(Doubtful):
    """What a file would change, or (`written`) has changed."""

    table: Table
    system: str
    new: list[tuple[Row, int]] = field(default_factory=list)
    changed: list[tuple[Row, int, dict[str, Any]]] = field(default_factory=list)
    same: int = 0


def system_of(gazetteer: Gazetteer, table: Table) -> str:
    """Whose codes the file's ubigeos are, by all its rows: `inei`, `reniec`, or '' where nothing beside the codes could tell."""
    votes, named = Counter[str](), False
    for line in table.lines:
        record = where(table.record(line))
        named = named or bool(record.district)
        for system in ("inei", "reniec"):
            reading = gazetteer.reading(digits(record.code), system)
            votes[system] += bool(reading) and gazetteer.agreement(reading, record) >= 0
    if votes["reniec"] > votes["inei"]:
        return "reniec" if named else ""
    return "inei"


class Drawing:
    """A plan while it is drawn up, row by row."""

    def __init__(self, connection: Connection, table: Table, gazetteer: Gazetteer, system: str, parents: Parents, since: date):
        self.plan = Plan(table, system)
        self._gazetteer, self._parents, self._since = gazetteer, parents, since
        columns = [Unit.id, Unit.code, Unit.name, Kitchen.contact, *(getattr(Kitchen, name) for name in COLUMNS)]
        standing = connection.execute(select(*columns).join(Kitchen, Kitchen.id == Unit.id))
        self._standing = {row.code: _opened(row) for row in standing}
        self._organisations = set(connection.scalars(select(Unit.code))) - set(self._standing)
        self._seen: dict[str, Row] = {}
        self._names = {(row["ubigeo"], key(row["name"])): code for code, row in self._standing.items()}

    def draw(self, lines: Iterable[Line]) -> Plan:
        """Draw up the rows."""
        for line in lines:
            row = understand(line.number, self.plan.table.record(line), self._gazetteer, self.plan.system)
            self._decide(row)
            self.plan.doubts += [Doubt(row.number, row.code, why, detail, why in LEFT_OUT) for why, detail in row.doubts]
        return self.plan

    def _decide(self, row: Row) -> None:
        if row.code and row.ubigeo:
            self._once(row)
        if row.ubigeo is None or any(reason in LEFT_OUT or reason == "row_repeated" for reason, _ in row.doubts):
            return
        self._seen[row.code] = row
        standing = self._standing.get(row.code)
        if standing is None:
            self._add(row, row.ubigeo)
        else:
            self._compare(row, standing)

    def _add(self, row: Row, ubigeo: str) -> None:
        if row.values.setdefault("name", row.code) == row.code:
            row.doubts.append(("no_name", ""))
        other = self._names.setdefault((ubigeo, key(row.values["name"])), row.code)
        if other != row.code:
            row.doubts.append(("same_name", f"{row.values['name']} = {other}"))
        parent, doubt = self._parents.of(ubigeo)
        row.doubts += [(doubt, self._gazetteer.path(ubigeo))] if doubt else []
        self.plan.new.append((row, parent))

    def _once(self, row: Row) -> None:
        """A code stands for one kitchen: of two rows the first counts."""
        first = self._seen.get(row.code)
        if first is not None:
            again = (first.ubigeo, first.values) == (row.ubigeo, row.values)
            row.doubts.append(("row_repeated" if again else "code_repeated", str(first.number)))
        elif row.code in self._organisations:
            row.doubts.append(("code_of_organisation", row.code))

    def _compare(self, row: Row, standing: dict[str, Any]) -> None:
        said = row.values | {"ubigeo": row.ubigeo}
        changes = {name: value for name, value in said.items() if standing[name] != value}
        state, closed = said.get("listed_state"), standing["closed_on"] is not None
        if state == ("active" if closed else "inactive"):
            changes["closed_on"] = None if closed else self._since
            row.doubts.append(("reopened" if closed else "closed", ""))
        if changes:
            self.plan.changed.append((row, standing["id"], changes))
        else:
            self.plan.same += 1


def _opened(row: Any) -> dict[str, Any]:
    """A kitchen as it stands, with its mobile as a list would say it."""
    stands: dict[str, Any] = row._asdict()
    return stands | {"contact": row.contact and contacts.opened(row.id, row.contact)}
