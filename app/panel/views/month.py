"""The month of an organisation, of what hangs below it, and of a single kitchen."""

from typing import Any

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app import clock
from app.accounts import scope, sessions
from app.audience import audience
from app.database import db, reading
from app.federation import devices, invitations, tree
from app.federation.models import LEVELS, Unit
from app.panel import period as months
from app.panel.pages import panel
from app.panel.period import Period
from app.panel.views import review
from app.places import territory
from app.rollups import fresh, totals
from app.rollups.measures import Figures
from app.sync import held
from app.words import plain


@panel.get("/es/")
@audience("panel")
def home() -> ResponseReturnValue:
    """The month of her own part of the federation."""
    own = db.session.get_one(Unit, sessions.account().unit_id)
    return _unit_page(own, months.asked())


@panel.get("/es/organizacion/<code>")
@audience("panel")
def unit(code: str) -> ResponseReturnValue:
    """The month of an organisation."""
    period = months.asked()
    found = scope.unit_or_404(sessions.account(), code, period.name)
    if found.level == LEVELS[-1]:
        return redirect(url_for("panel.kitchen", code=code, mes=period.name))
    return _unit_page(found, period)


@panel.get("/es/comedor/<code>")
@audience("panel")
def kitchen(code: str) -> ResponseReturnValue:
    """A kitchen's month day by day; its phones, invitations and held operations too, if it is hers today."""
    period = months.asked()
    found, premises = scope.kitchen_or_404(sessions.account(), code, period.name)
    with reading() as connection:
        line = totals.unit(connection, found.id, period.name)
        days = totals.days(connection, found.id, period.name)
        until = fresh.until(connection, found.id)
    page = {"unit": found, "kitchen": premises, "period": period, "line": line, "until": until, "above": _above(found, period)}
    page["district"] = territory.names({premises.ubigeo}).get(premises.ubigeo, "")
    page["days"] = _calendar(period, {day.on: day.figures for day in days if not day.adjustment})
    page["adjustments"] = [day for day in days if day.adjustment]
    return render_template("panel/kitchen.html", **page, **review.steps(found.id, period.name), **_of_today(found))


def _unit_page(found: Unit, period: Period) -> str:
    with reading() as connection:
        line = totals.unit(connection, found.id, period.name)
        children = totals.children(connection, found.id, period.name)
        until = fresh.until(connection)
    page = {"line": line, "children": sorted(children, key=lambda child: plain(child.name)), "until": until, "above": _above(found, period)}
    return render_template("panel/month.html", unit=found, period=period, **page)


def _above(found: Unit, period: Period) -> list[Unit]:
    """The units above, from her own downwards: what is further up is not hers."""
    line, own = tree.line(found.id, period.name), sessions.account().unit_id
    place = next((place for place, unit in enumerate(line) if unit.id == own), 0)
    return line[1 : place + 1][::-1]


def _calendar(period: Period, known: dict[Any, Figures]) -> list[tuple[Any, Figures | None]]:
    """Every day of the month that has been, with its figures; None for a day of which the notebook says nothing."""
    today = clock.lima_today()
    return [(day, known.get(day)) for day in clock.days_of(period.name) if day <= today or day in known]


def _of_today(found: Unit) -> dict[str, Any]:
    """What has no month; nothing of it for somebody who saw the kitchen only in months before it moved."""
    if not scope.may_see_unit(sessions.account(), found.id):
        return {"today": False}
    page = {"devices": devices.of_kitchen(found.id), "invitations": invitations.standing(found.id), "held": held.list_for([found.id])}
    return {"today": True, **page}
