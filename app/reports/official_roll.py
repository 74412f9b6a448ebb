"""A person as a row of the official padrón [domain.md §1.3]. Nothing is invented: what the notebook does not say stays an empty cell."""

from typing import Any

from app.reports.table import Row
from app.rollups.totals import alphabetical
from app.seal import open_json
from app.words import say

#: The fifteen official columns in their order, with what they hold.
OFFICIAL: dict[str, str] = {"number": "people", "dni": "text", "paternal": "text", "maternal": "text", "names": "text"}
OFFICIAL |= {"pregnant": "text", "disability": "text", "address": "text", "settlement": "text", "district": "text", "type": "code"}
OFFICIAL |= {"guardian_dni": "text", "guardian_paternal": "text", "guardian_maternal": "text", "guardian_names": "text"}
#: 1 socia, 2 usuario, 3 caso social.
TYPES = {"member": 1, "user": 2, "social_case": 3}
GUARDIAN = ("guardian_dni", "guardian_paternal", "guardian_maternal", "guardian_names")

Values = dict[str, Any]


class Official:
    """The people of one kitchen's roll, as rows. `known`: its rows of Beneficiary by id."""

    def __init__(self, kitchen_id: int, district: str, known: dict[str, Any]):
        self.kitchen_id, self.district, self.known = kitchen_id, district, known
        # Who asked to be erased and is not yet must not leave either.
        self.objected = {row.id for row in known.values() if row.objected_on is not None or row.erasure_asked_on is not None}

    def row(self, person: str) -> Values | None:
        """Her columns by name; None for somebody who is not to be named: objected, erased, or registered by mistake."""
        said = self._open(person)
        if said is None:
            return None
        told: Values = {name: said.get(name) for name in ("paternal", "maternal", "names", "address")}
        told |= {"dni": _document(said), "type": TYPES.get(said.get("type", "")), "district": self.district}
        told |= {"pregnant": _pregnant(said), "disability": _yes_no(said.get("disability"))}
        return told | self._guardian(said)

    @staticmethod
    def in_order(told: list[Values]) -> list[Row]:
        """The rows by surname, numbered from 1."""
        told.sort(key=lambda row: [alphabetical(row[name] or "") for name in ("paternal", "maternal", "names")])
        return [[row.get(name) for name in OFFICIAL] for row in (row | {"number": place} for place, row in enumerate(told, start=1))]

    def _open(self, person: str) -> Values | None:
        row = self.known.get(person)
        if row is None or row.sealed is None or row.hidden or person in self.objected:
            return None
        values: Values = open_json(row.sealed, f"beneficiary/{self.kitchen_id}/{person}")["values"]
        return values

    def _guardian(self, said: Values) -> Values:
        """Whoever answers for her: another person of the roll, else what was written down of somebody who is not on it."""
        if said.get("guardian") is None:
            return {name: said.get(name) for name in GUARDIAN}
        other = self._open(said["guardian"])
        if other is None:
            return {}
        return {"guardian_dni": _document(other)} | {f"guardian_{name}": other.get(name) for name in ("paternal", "maternal", "names")}


def _document(said: Values) -> str | None:
    """The number of a DNI; of another document with its name before it, so that nobody takes it for a DNI."""
    number, kind = said.get("doc_number"), said.get("doc_type")
    if not number or kind in (None, "dni"):
        return number
    return say("reports", "document", kind=kind, number=number)


def _pregnant(said: Values) -> str | None:
    """Not asked of men."""
    return say("reports", "not_asked") if said.get("sex") == "m" else _yes_no(said.get("pregnant"))


def _yes_no(answer: bool | None) -> str | None:
    return None if answer is None else say("reports", "yes" if answer else "no")
