"""Every report there is, by the name under which it is asked for."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import Connection

from app.reports import consolidated
from app.reports.table import Report

#: Builds a report of a unit (id, code, name, level) and a month.
Build = Callable[[Connection, Any, str], Report]

DEFINITIONS: dict[str, Build] = {consolidated.NAME: consolidated.build}
NAMES = tuple(DEFINITIONS)
FORMS = ("csv", "xlsx")
