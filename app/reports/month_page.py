"""`resumen-mensual`: the month of a kitchen, an organisation or the nation on one page, to be signed, pinned up or handed over.

Here is what stands on it; app/reports/typeset.py makes the page. Every word is said here and every figure written out, so that the layout
of the page knows neither.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import Connection, select

from app.books.notebook import months
from app.federation.models import LEVELS, Kitchen, Unit
from app.federation.tree import memberships
from app.places.models import Place
from app.reports import page_parts
from app.reports.span import Span
from app.review import progress
from app.rollups import fresh, totals
from app.words import day, number, say

NAME = "resumen-mensual"


@dataclass
class Page:
    """What stands on the page: `content`, JSON of words and figures. The other fields are as a Report's."""

    name: str
    title: str
    scope: str
    scope_name: str
    span: Span
    cutoff: datetime
    content: dict[str, Any]
    #: How many kitchens' notebooks are in it.
    count: int
    taken_by: str = ""
    reason: str = ""

    @property
    def checksum(self) -> str:
        """SHA-256 (hex) of the content as JSON with sorted keys and no spaces."""
        return hashlib.sha256(msgspec.json.encode(self.content, order="sorted")).hexdigest()


def build(connection: Connection, unit: Any, span: Span) -> Page:
    """The page of a unit (a row with id, code, name and level) in a month."""
    line = totals.unit(connection, unit.id, span.period)
    figures = line.figures if line else None
    of_one = unit.level == LEVELS[-1]
    content = {
        "title": say("reports", "title", name=NAME),
        "unit": unit.name,
        "about": _of_kitchen(connection, unit, span) if of_one else _of_unit(connection, unit, span),
        "month": span.words,
        "state": _kitchen_state(connection, unit, span) if of_one else _unit_state(connection, unit, span),
        "silence": "" if figures else say("reports", "page_silence"),
        "signatures": [say("reports", "signature", role=role) for role in ("president", "treasurer")] if of_one else [],
    }
    if line and figures:
        content |= page_parts.told(connection, unit, span, line)
    title = f"{content['title']}: {unit.name}, {span.words}"
    return Page(NAME, title, unit.code, unit.name, span, fresh.until(connection), content, line.reporting if line else 0)


def _of_kitchen(connection: Connection, unit: Any, span: Span) -> str:
    kitchen = connection.execute(select(Kitchen.kind, Kitchen.ubigeo).where(Kitchen.id == unit.id)).one()
    district = connection.scalar(select(Place.name).where(Place.ubigeo == kitchen.ubigeo))
    told = (say("reports", "kind", name=kitchen.kind), unit.code, district, _parent(connection, unit, span))
    return " · ".join(part for part in told if part)


def _of_unit(connection: Connection, unit: Any, span: Span) -> str:
    told = (say("reports", "organisation", level=unit.level), unit.code, _parent(connection, unit, span))
    return " · ".join(part for part in told if part)


def _parent(connection: Connection, unit: Any, span: Span) -> str | None:
    pairs = memberships(span.period).subquery()
    return connection.scalar(select(Unit.name).join(pairs, pairs.c.parent_id == Unit.id).where(pairs.c.unit_id == unit.id))


def _kitchen_state(connection: Connection, unit: Any, span: Span) -> str:
    """How the kitchen's month stands on its way up, and since when."""
    act = months.standing(connection, unit.id).get(span.period)
    return say("reports", "month_state", state=act.state if act else "pending", since=day(act.on) if act else "")


def _unit_state(connection: Connection, unit: Any, span: Span) -> str:
    """How many of its kitchens stand in each state."""
    counted = progress.counts(progress.kitchens(connection, unit.id, span.period))
    return " · ".join(say("reports", "kitchens_in_state", state=state, n=number(n)) for state, n in counted.items() if n)
