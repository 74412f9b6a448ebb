"""One import from end to end: read, understand, draw up, and write all of it or nothing."""

from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import BinaryIO

from sqlalchemy import Connection, select

from app import clock
from app.database import writing
from app.federation import registry
from app.federation.importing.parents import Parents
from app.federation.importing.plan import Drawing, Plan, system_of
from app.federation.importing.writing import write
from app.federation.models import LEVELS, Unit
from app.places.matching import Gazetteer
from app.sheets import Headings, Line, Table, read
from app.sheets.headings import key

HEADINGS = Headings(Path(__file__).with_name("headings.tsv"))
#: A list of kitchens says which kitchen, and where.
NEEDED = (("code", "name"), ("ubigeo", "district"))
#: Lends the rows to somebody who shows how far we are.
Watch = Callable[[list[Line]], AbstractContextManager[Iterable[Line]]]


@dataclass(frozen=True)
class Choices:
    """What the person who imports decides."""

    #: The first of the month from which new kitchens hang from their organisation.
    since: date
    #: The code of that organisation; None: their province's, else the confederation.
    under: str | None = None
    #: What they are where the list does not say.
    kind: str = "comedor"
    #: Whose codes the ubigeos are: `inei`, `reniec`; '' to find out.
    system: str = ""
    #: The name of the confederation to found, if there is none yet.
    root: str | None = None
    #: Write nothing if any row is left out; write nothing at all.
    strict: bool = False
    dry: bool = False


class _NotWritten(Exception):
    """Ends the transaction, and leaves everything as it was."""


def run(file: BinaryIO, choices: Choices, watch: Watch = nullcontext) -> Plan:
    """Import a file, and return what was done: everything it could, or nothing where `Plan.written` is False.

    Raises `sheets.Unreadable` for a file that is no such list, and `registry.Refused` with why the tree will not take it.
    """
    table = HEADINGS.find(read(file), NEEDED)
    try:
        with writing() as connection:
            plan = _draw(connection, table, choices, watch)
            if choices.dry or (choices.strict and plan.left_out):
                raise _NotWritten
            write(connection, plan, choices.since, choices.kind)
    except _NotWritten:
        pass
    return plan


def _draw(connection: Connection, table: Table, choices: Choices, watch: Watch) -> Plan:
    gazetteer = Gazetteer(connection)
    if not gazetteer.names:
        raise registry.Refused("no_places")
    if choices.root:
        _found(connection, choices.root, choices.since)
    parents = Parents(connection, gazetteer, clock.period_of(choices.since), choices.under)
    system = choices.system or system_of(gazetteer, table)
    if not system:
        raise registry.Refused("whose_codes")
    with watch(table.lines) as lines:
        return Drawing(connection, table, gazetteer, system, parents, choices.since).draw(lines)


def _found(connection: Connection, name: str, since: date) -> None:
    """Found the confederation, unless there is one."""
    if connection.scalar(select(Unit.id).where(Unit.level == LEVELS[0])) is None:
        registry.add_unit(connection, key(name).upper()[:40] or "N", name[:160], LEVELS[0], None, since)
