"""One row of a padrón: what it says of a person, in the fields of `beneficiary.registered`, and what of that is doubtful."""

import re
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from app.books.fields import Text
from app.books.roll.operations import Registered
from app.sheets.headings import key
from app.sync.roll_import.codes import CODES
from app.sync.roll_import.day import day
from app.sync.roll_import.document import document
from app.sync.roll_import.naming import naming

#: The longest text of each field that is a text.
LONGEST = {name: wire.longest for name, wire in Registered.wire_fields().items() if isinstance(wire, Text)}
#: Fields that a list holds as the padrón does.
PLAIN = ("household", "guardian_names", "guardian_paternal", "guardian_maternal", "guardian_dni")
OLDEST = 120


@dataclass
class Person:
    """A row as understood. `data` holds only what it says: a blank cell says nothing."""

    number: int
    data: dict[str, Any] = field(default_factory=dict)
    joined_on: date | None = None
    #: That she is no longer here, since when if it says so, and why.
    left: bool = False
    left_on: date | None = None
    leave_reason: str = "other"
    #: Reason codes, and what in the row gave cause.
    doubts: list[tuple[str, str]] = field(default_factory=list)

    @property
    def code(self) -> str:
        """How a report calls her: by her document, or by nothing."""
        return str(self.data.get("doc_number", ""))

    @property
    def called(self) -> str:
        """What two spellings of her whole name have in common."""
        return "".join(key(self.data.get(name, "")) for name in ("paternal", "maternal", "names"))

    @property
    def cause(self) -> str:
        """What makes her one and the same in every file: her document, else her name and birth."""
        number = self.data.get("doc_number")
        return f"document/{number}" if number else f"name/{self.called}/{self.data.get('born_on', '')}"


def understand(number: int, record: dict[str, str], today: date, women_are_m: bool) -> Person:
    """Understand a row. `women_are_m`: this list writes M for *mujer*, not for *masculino*."""
    person = Person(number)
    _identity(person, record)
    _meanings(person, record, women_are_m)
    _born(person, record, today)
    _stay(person, record, today)
    _texts(person, record)
    return person


def _identity(person: Person, record: dict[str, str]) -> None:
    names, doubt = naming(record)
    papers, odd = document(record.get("doc_type", ""), record.get("doc_number", ""))
    person.data |= names | papers
    person.doubts += [(doubt, " ".join(names.values()))] if doubt else []
    person.doubts += [(odd, record.get("doc_number", ""))] if odd else []
    if not names:
        person.doubts.append(("nobody", ""))


def _meanings(person: Person, record: dict[str, str], women_are_m: bool) -> None:
    """What stands in a list as a word or a number and is a code here."""
    for name, text in ((name, record.get(name, "")) for name in ("type", "sex", "consent")):
        code = CODES.exactly(name, text) if text else None
        if code:
            person.data[name] = "f" if name == "sex" and women_are_m and text.casefold() == "m" else code
        elif text and re.search(r"\w", text):
            person.doubts.append((f"{name}_unknown", text))
    if "type" not in person.data:
        person.data["type"] = "user"
        person.doubts += [] if record.get("type") else [("no_type", "")]
    for name, text in (("pregnant", record.get("pregnant", "")), ("disability", record.get("disability", ""))):
        said = CODES.exactly("flag", text) if re.search(r"\w", text) else "unsaid"
        if said in ("yes", "no"):
            person.data[name] = said == "yes"
        elif said is None:
            person.doubts.append((f"{name}_unknown", text))


def _born(person: Person, record: dict[str, str], today: date) -> None:
    """Her birth; her age only where there is no birth, because ages grow old."""
    if text := record.get("born_on", ""):
        born, doubt = day(text, today)
        if born and not 0 <= today.year - born.year <= OLDEST:
            born, doubt = None, "born_unlikely"
        person.doubts += [(doubt, text)] if doubt else []
        if born:
            person.data["born_on"] = born.isoformat()
            return
    if text := record.get("age", ""):
        years = re.match(r"[0-9]{1,3}\b", text)
        if years and int(years[0]) <= OLDEST:
            person.data["age"] = int(years[0])
        else:
            person.doubts.append(("age_unread", text))


def _stay(person: Person, record: dict[str, str], today: date) -> None:
    """Since when she is on the roll, and whether she left it."""
    for name in ("joined_on", "left_on"):
        text = record.get(name, "")
        if not re.search(r"[0-9]", text):
            continue
        found, doubt = day(text, today)
        if found and not 2000 <= found.year <= today.year:
            found, doubt = None, "day_unlikely"
        person.doubts += [(doubt, text)] if doubt else []
        setattr(person, name, found)
    gone = CODES.exactly("state", record.get("state", "")) == "left"
    person.left = gone or person.left_on is not None
    if reason := record.get("leave_reason", ""):
        person.leave_reason = CODES.within("leave_reason", reason) or "other"


def _texts(person: Person, record: dict[str, str]) -> None:
    address, settlement = record.get("address", ""), record.get("settlement", "")
    if settlement and key(settlement) not in key(address):
        address = ", ".join(filter(None, (address, settlement)))
    person.data |= {name: record[name] for name in PLAIN if re.search(r"\w", record.get(name, ""))}
    person.data |= {"address": address} if address else {}
    for name, text in person.data.items():
        if isinstance(text, str) and len(text) > LONGEST.get(name, len(text)):
            person.data[name] = text[: LONGEST[name]].strip()
            person.doubts.append(("text_cut", text))
