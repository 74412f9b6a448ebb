"""Every report there is, by the name under which it is asked for: who builds it, and in which forms it leaves."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, BinaryIO

from sqlalchemy import Connection

from app.reports import consolidated, csv_file, deliveries, month_page, paper, roll, stocks, typeset, who_pays, workbook
from app.reports.span import Span

#: Builds the content of a report of a unit (a row with id, code, name, level) and a span.
Build = Callable[[Connection, Any, Span], Any]
#: Writes a content into a file opened for bytes.
Write = Callable[[Any, BinaryIO], None]

TABLE: dict[str, Write] = {"xlsx": workbook.write, "csv": csv_file.write, "pdf": paper.write}


@dataclass(frozen=True)
class Definition:
    """A report. Its title and what it holds are words: `title` and `definition` in templates/reports/words.txt."""

    name: str
    build: Build
    #: The first is what is taken where none is asked for.
    forms: dict[str, Write]
    #: Whether it can be of a quarter too.
    quarters: bool = False
    #: Whether people's names leave in it: then a reason is asked.
    nominal: bool = False


_ALL = (
    Definition(consolidated.NAME, consolidated.build, TABLE),
    Definition(who_pays.NAME, who_pays.build, TABLE),
    Definition(deliveries.NAME, deliveries.build, TABLE),
    Definition(stocks.NAME, stocks.build, TABLE, quarters=True),
    Definition(roll.NAME, roll.build, TABLE, nominal=True),
    Definition(month_page.NAME, month_page.build, {"pdf": typeset.write}),
)
DEFINITIONS = {definition.name: definition for definition in _ALL}
NAMES = tuple(DEFINITIONS)
FORMS = tuple(dict.fromkeys(form for definition in DEFINITIONS.values() for form in definition.forms))
