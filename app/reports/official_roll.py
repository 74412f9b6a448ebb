"""A person as a row of the official padrón [domain.md §1.3]. Nothing is invented: what the notebook does not say stays an empty cell.

A country has 800,000 of them, so a person is opened, read and ordered with as little as can be: the key is looked up once a report, of
what was sealed only the fields that are told are read, and the words are said once.
"""

from collections.abc import Collection, Mapping
from functools import lru_cache

import msgspec

from app.reports.table import Row
from app.rollups.totals import alphabetical
from app.seal import opener
from app.words import say

#: The fifteen official columns in their order, with what they hold.
OFFICIAL: dict[str, str] = {"number": "people", "dni": "text", "paternal": "text", "maternal": "text", "names": "text"}
OFFICIAL |= {"pregnant": "text", "disability": "text", "address": "text", "settlement": "text", "district": "text", "type": "code"}
OFFICIAL |= {"guardian_dni": "text", "guardian_paternal": "text", "guardian_maternal": "text", "guardian_names": "text"}
#: 1 socia, 2 usuario, 3 caso social.
TYPES = {"member": 1, "user": 2, "social_case": 3}


class Said(msgspec.Struct, gc=False):
    """Of what the notebook says of somebody, the fields that the padrón tells."""

    paternal: str | None = None
    maternal: str | None = None
    names: str | None = None
    address: str | None = None
    doc_type: str | None = None
    doc_number: str | None = None
    sex: str | None = None
    type: str | None = None
    pregnant: bool | None = None
    disability: bool | None = None
    guardian: str | None = None
    guardian_dni: str | None = None
    guardian_paternal: str | None = None
    guardian_maternal: str | None = None
    guardian_names: str | None = None


class Sealed(msgspec.Struct, gc=False):
    """What is sealed in a row of Beneficiary."""

    values: Said


class Known(msgspec.Struct, gc=False):
    """A person of a kitchen's roll: what is sealed of her, None where nobody is to be named; and whether she asked not to stand in
    lists, or to be erased, which is the same until it is done."""

    sealed: bytes | None
    objected: bool


class Official:
    """The people of padrones as rows, kitchen by kitchen; made once a report."""

    def __init__(self) -> None:
        self._unsealed, self._read = opener(), msgspec.json.Decoder(Sealed)
        self._placed = lru_cache(maxsize=8192)(alphabetical)  # of this report alone: names do not stay behind
        self._yes_no = {True: say("reports", "yes"), False: say("reports", "no"), None: None}
        self._not_asked = say("reports", "not_asked")

    def rows(self, kitchen_id: int, district: str, roll: Mapping[str, Known], here: Collection[str], *whose: str) -> list[Row]:
        """The rows of those who are on a kitchen's roll, by surname and numbered from 1, without who is not to be named: who objected,
        was erased, or was registered by mistake. `whose` stands behind each."""
        people = sorted(self._people(kitchen_id, roll, here), key=self._order)
        return [[number, *self._told(said, district, kitchen_id, roll), *whose] for number, said in enumerate(people, start=1)]

    def _people(self, kitchen_id: int, roll: Mapping[str, Known], here: Collection[str]) -> list[Said]:
        return [said for person in here if (said := self._open(kitchen_id, person, roll)) is not None]

    def _open(self, kitchen_id: int, person: str, roll: Mapping[str, Known]) -> Said | None:
        known = roll.get(person)
        if known is None or known.sealed is None or known.objected:
            return None
        return self._read.decode(self._unsealed(known.sealed, f"beneficiary/{kitchen_id}/{person}")).values

    def _order(self, said: Said) -> tuple[str, str, str]:
        return self._placed(said.paternal or ""), self._placed(said.maternal or ""), self._placed(said.names or "")

    def _told(self, said: Said, district: str, kitchen_id: int, roll: Mapping[str, Known]) -> tuple[str | int | None, ...]:
        """Her columns after the number."""
        pregnant = self._not_asked if said.sex == "m" else self._yes_no[said.pregnant]
        return (
            _document(said),
            said.paternal,
            said.maternal,
            said.names,
            pregnant,
            self._yes_no[said.disability],
            said.address,
            None,  # no notebook says in which settlement somebody lives
            district,
            TYPES.get(said.type or ""),
            *self._guardian(said, kitchen_id, roll),
        )

    def _guardian(self, said: Said, kitchen_id: int, roll: Mapping[str, Known]) -> tuple[str | None, ...]:
        """Whoever answers for her: another person of the roll, else what was written down of somebody who is not on it."""
        if said.guardian is None:
            return said.guardian_dni, said.guardian_paternal, said.guardian_maternal, said.guardian_names
        other = self._open(kitchen_id, said.guardian, roll)
        return (None,) * 4 if other is None else (_document(other), other.paternal, other.maternal, other.names)


def _document(said: Said) -> str | None:
    """The number of a DNI; of another document with its name before it, so that nobody takes it for a DNI."""
    if not said.doc_number or said.doc_type in (None, "dni"):
        return said.doc_number
    return say("reports", "document", kind=said.doc_type, number=said.doc_number)
