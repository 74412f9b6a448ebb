"""One row of a list: what it says of a kitchen, and what of that is doubtful."""

import re
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

from app.federation import contacts
from app.federation.importing.point import point
from app.places.matching import Gazetteer, Named
from app.sheets import Codes
from app.sheets.headings import key

CODES = Codes(Path(__file__).with_name("codes.tsv"))
#: The longest texts that the tables take.
LONGEST = {"code": 40, "name": 160, "address": 200}
MOST_USERS = 100_000


@dataclass
class Row:
    """A row as understood. `values` holds only what it says, by the columns of the tables: a blank cell says nothing."""

    number: int
    code: str
    ubigeo: str | None = None
    values: dict[str, Any] = field(default_factory=dict)
    #: Reason codes, and what in the row gave cause.
    doubts: list[tuple[str, str]] = field(default_factory=list)


def understand(number: int, record: dict[str, str], gazetteer: Gazetteer, system: str) -> Row:
    """Understand a row; `system` is whose codes the file's ubigeos are."""
    row = Row(number, record.get("code", ""))
    _place(row, record, gazetteer, system)
    _texts(row, record)
    _meanings(row, record)
    _numbers(row, record)
    _contact(row, record)
    _identity(row, record)
    return row


def where(record: dict[str, str]) -> Named:
    """What a row says of its place."""
    return Named(*(record.get(name, "") for name in ("ubigeo", "department", "province", "district")))


def _place(row: Row, record: dict[str, str], gazetteer: Gazetteer, system: str) -> None:
    named = where(record)
    placed = gazetteer.place(named, system)
    row.ubigeo = placed.ubigeo
    if placed.doubt:
        said = " / ".join(part for part in (named.code, named.department, named.province, named.district) if part)
        row.doubts.append((placed.doubt, f"{said} → {gazetteer.path(placed.ubigeo)}" if placed.ubigeo else said))


def _texts(row: Row, record: dict[str, str]) -> None:
    address, settlement = record.get("address", ""), record.get("settlement", "")
    if settlement and key(settlement) not in key(address):
        address = f"{address}, {settlement}" if address else settlement
    for name, text in (("name", record.get("name", "")), ("address", address)):
        if len(text) > LONGEST[name]:
            row.doubts.append((f"{name}_cut", text))
        if text:
            row.values[name] = text[: LONGEST[name]].strip()


def _meanings(row: Row, record: dict[str, str]) -> None:
    """Kind and state, which lists write in words. The kind may also stand in the name: OLLA COMÚN LAS FLORES."""
    kind, state = record.get("kind", ""), record.get("state", "")
    found = CODES.within("kind", kind) if kind else CODES.within("named", record.get("name", ""))
    for field_name, text, code in (("kind", kind, found), ("listed_state", state, CODES.exactly("state", state) if state else None)):
        if code:
            row.values[field_name] = code
        elif text:
            row.doubts.append((f"{field_name}_unknown", text))


def _numbers(row: Row, record: dict[str, str]) -> None:
    users = record.get("users", "")
    whole = re.sub(r"[.,]0+$", "", users)
    if whole.isdecimal() and int(whole) <= MOST_USERS:
        row.values["listed_users"] = int(whole)
    elif users:
        row.doubts.append(("users_unread", users))
    latitude, longitude = record.get("latitude", ""), record.get("longitude", "")
    found, doubt = point(latitude, longitude)
    if found:
        row.values |= dict(zip(("latitude_e6", "longitude_e6"), found, strict=True))
    if doubt:
        row.doubts.append((doubt, f"{latitude} {longitude}"))


def _contact(row: Row, record: dict[str, str]) -> None:
    """A cell may hold several numbers, and fixed ones: the first mobile is taken. What cannot be read is not repeated: it is somebody's."""
    said = record.get("contact", "")
    if number := contacts.mobile(said):
        row.values["contact"] = number
    elif said:
        row.doubts.append(("contact_unread", ""))


def _identity(row: Row, record: dict[str, str]) -> None:
    """Every kitchen has a code. One that its list gives none is known again by district and name."""
    name = row.values.get("name", "")
    if not row.code and name and row.ubigeo:
        row.code = f"{row.ubigeo}-{sha256(key(name).encode()).hexdigest()[:8]}"
        if "code" in record:
            row.doubts.append(("no_code", row.code))
    if len(row.code) > LONGEST["code"]:
        row.doubts.append(("code_long", row.code))
    elif not row.code:
        row.doubts.append(("nobody", ""))
