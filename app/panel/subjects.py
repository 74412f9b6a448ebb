"""What a page of figures is about in a month: an organisation, a kitchen or a place, with what lies beneath it.

Each question (the month, who pays for the plate, deliveries, trends) is asked of all three, by the same page.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import abort, url_for

from app.accounts import scope, sessions
from app.database import db, reading
from app.federation import tree
from app.federation.models import LEVELS, Unit
from app.panel import diners
from app.panel import period as months
from app.panel.diners import Diners
from app.panel.period import Period
from app.places import territory as places
from app.rollups import fresh, history, totals
from app.rollups.measures import Figures, all_rations
from app.rollups.plate import Plate, plate
from app.rollups.totals import Line

#: The page of each question by what it is asked of; of the others the page is called after both.
MONTH = {"unit": "panel.unit", "kitchen": "panel.kitchen", "place": "panel.territory"}


@dataclass(frozen=True)
class Subject:
    """`kind` is unit, kitchen or place; `id` is the unit's, None for a place. `above` are the names and codes of what it lies in, the
    outermost first. `line` is None for a place without kitchens; `children` are what lies right beneath it, by name, never by figure."""

    kind: str
    id: int | None
    code: str
    name: str
    level: str
    period: Period
    above: list[tuple[str, str]]
    line: Line | None
    children: list[Line]
    until: datetime

    @property
    def figures(self) -> Figures | None:
        """What its kitchens said of the month; None where nobody said anything."""
        return self.line.figures if self.line else None

    @property
    def rations(self) -> int:
        """All its plates of the month; 0 where nobody said anything too, so ask `figures` first."""
        return all_rations(self.figures) if self.figures else 0

    @property
    def diners(self) -> Diners | None:
        """Who ate; None where nobody said anything."""
        return diners.of(self.figures) if self.figures else None

    @property
    def plate(self) -> Plate | None:
        """Who paid for its plates; None where nobody said anything."""
        return plate(self.figures) if self.figures else None

    @staticmethod
    def state_share(figures: Figures) -> float | None:
        """The State's part of what some plates cost, from 0 to 1."""
        return plate(figures).share

    def to(self, question: str, mes: str | None = None, **more: str | int) -> str:
        """The address of a question (month, plate, deliveries, trends) asked of it, in the month of this page or in another."""
        return _address(question, self.kind, self.code, mes or self.period.name, **more)

    def to_above(self, question: str, code: str) -> str:
        """The same question, asked of something that it lies in."""
        return _address(question, "place" if self.kind == "place" else "unit", code, self.period.name)

    def to_below(self, question: str, line: Line) -> str:
        """The same question, asked of something beneath it."""
        kind = "kitchen" if line.level == totals.BASE else "place" if line.id is None else "unit"
        return _address(question, kind, line.code, self.period.name)

    def months(self, periods: Sequence[str]) -> dict[str, Figures]:
        """Its figures of other months, those she may see of it and in which anybody reported."""
        with reading() as connection:
            if self.id is None:
                return history.of_place(connection, self.code, periods)
            seen = self._seen(self.id, periods)
            return (history.of_kitchen if self.kind == "kitchen" else history.of_unit)(connection, self.id, seen)

    def _seen(self, unit_id: int, periods: Sequence[str]) -> list[str]:
        account = sessions.account()
        if unit_id == account.unit_id:
            return list(periods)
        return [period for period in periods if scope.may_see_unit(account, unit_id, period)]


def own() -> Subject:
    """Her own part of the federation."""
    return of_unit(db.session.get_one(Unit, sessions.account().unit_id), months.asked())


def unit(code: str) -> Subject:
    """The organisation with this code; 404 if it is not hers in the month. A kitchen's code is the kitchen's."""
    period = months.asked()
    return of_unit(scope.unit_or_404(sessions.account(), code, period.name), period)


def kitchen(code: str) -> Subject:
    """The kitchen with this code; 404 if it is not hers in the month."""
    period = months.asked()
    return of_unit(scope.kitchen_or_404(sessions.account(), code, period.name)[0], period)


def of_unit(found: Unit, period: Period) -> Subject:
    """An organisation or a kitchen that she may see in the month."""
    is_kitchen = found.level == LEVELS[-1]
    with reading() as connection:
        line = totals.unit(connection, found.id, period.name)
        children = [] if is_kitchen else totals.children(connection, found.id, period.name)
        until = fresh.until(connection, found.id if is_kitchen else None)
    kind = "kitchen" if is_kitchen else "unit"
    return Subject(kind, found.id, found.code, found.name, found.level, period, _above(found, period), line, children, until)


def place(prefix: str) -> Subject:
    """The place with this ubigeo prefix (2, 4 or 6 digits; none: the nation, whose name is empty); 404 if there is none."""
    levels = {length: level for level, length in places.LEVELS.items()}
    if len(prefix) not in levels or (prefix and not prefix.isdecimal()):
        abort(404)
    names = places.names(set(places.path(prefix)))
    if prefix and prefix not in names:
        abort(404)
    period, level = months.asked(), levels[len(prefix)]
    with reading() as connection:
        line = totals.place(connection, prefix, period.name)
        below = totals.kitchens_in if level == "district" else totals.places
        children = below(connection, prefix, period.name)
        until = fresh.until(connection)
    above = [(names.get(code, code), code) for code in places.path(prefix)[:-1]]
    children.sort(key=lambda child: totals.alphabetical(child.name))
    return Subject("place", None, prefix, names.get(prefix, ""), level, period, above, line, children, until)


def _above(found: Unit, period: Period) -> list[tuple[str, str]]:
    """The units above, from her own downwards: what is further up is not hers."""
    line, own = tree.line(found.id, period.name), sessions.account().unit_id
    height = next((height for height, unit in enumerate(line) if unit.id == own), 0)
    return [(unit.name, unit.code) for unit in line[1 : height + 1][::-1]]


def _address(question: str, kind: str, code: str, period: str, **more: str | int) -> str:
    values: dict[str, Any] = {"prefix" if kind == "place" else "code": code, "mes": period, **more}
    return url_for(MONTH[kind] if question == "month" else f"panel.{kind}_{question}", **values)
