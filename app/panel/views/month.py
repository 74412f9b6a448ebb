"""The month of an organisation, of what hangs below it, and of a single kitchen."""

from typing import Any

from flask import redirect, render_template
from flask.typing import ResponseReturnValue

from app import clock
from app.accounts import scope, sessions
from app.audience import audience
from app.database import reading
from app.federation import devices, invitations
from app.panel import subjects
from app.panel.pages import panel
from app.panel.period import Period
from app.panel.subjects import Subject
from app.panel.views import review
from app.places import territory
from app.rollups import totals
from app.rollups.measures import Figures
from app.sync import held


@panel.get("/es/")
@audience("panel")
def home() -> ResponseReturnValue:
    """The month of her own part of the federation."""
    return _unit_page(subjects.own())


@panel.get("/es/organizacion/<code>")
@audience("panel")
def unit(code: str) -> ResponseReturnValue:
    """The month of an organisation."""
    subject = subjects.unit(code)
    return redirect(subject.to("month")) if subject.kind == "kitchen" else _unit_page(subject)


@panel.get("/es/comedor/<code>")
@audience("panel")
def kitchen(code: str) -> ResponseReturnValue:
    """A kitchen's month day by day; its phones, invitations and held operations too, if it is hers today."""
    subject = subjects.kitchen(code)
    period, found, premises = subject.period, *scope.kitchen_or_404(sessions.account(), code, subject.period.name)
    with reading() as connection:
        days = totals.days(connection, found.id, period.name)
    page = {"unit": found, "kitchen": premises, "district": territory.names({premises.ubigeo}).get(premises.ubigeo, "")}
    page["days"] = _calendar(period, {day.on: day.figures for day in days if not day.adjustment})
    page["adjustments"] = [day for day in days if day.adjustment]
    steps = review.steps(found.id, period.name)
    return render_template("panel/kitchen.html", subject=subject, period=period, **page, **steps, **_of_today(found.id))


def _unit_page(subject: Subject) -> str:
    return render_template("panel/month.html", subject=subject, period=subject.period)


def _calendar(period: Period, known: dict[Any, Figures]) -> list[tuple[Any, Figures | None]]:
    """Every day of the month that has been, with its figures; None for a day of which the notebook says nothing."""
    today = clock.lima_today()
    return [(day, known.get(day)) for day in clock.days_of(period.name) if day <= today or day in known]


def _of_today(kitchen_id: int) -> dict[str, Any]:
    """What has no month; nothing of it for somebody who saw the kitchen only in months before it moved."""
    if not scope.may_see_unit(sessions.account(), kitchen_id):
        return {"today": False}
    page = {
        "devices": devices.of_kitchen(kitchen_id),
        "invitations": invitations.standing(kitchen_id),
        "held": held.page([kitchen_id], 1, per=10),
    }
    return {"today": True, **page}
