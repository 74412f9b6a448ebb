"""A kitchen's day: what it adds to the month's figures, and what is written of it."""

from datetime import date, timedelta
from typing import Any

from flask import abort, render_template
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from app import clock
from app.accounts import scope, sessions
from app.audience import audience
from app.books.pantry.models import OwnFood
from app.database import reading
from app.panel import period as months
from app.panel import subjects, writers, written
from app.panel.pages import panel
from app.rollups import totals
from app.rollups.measures import DAILY, Figures


@panel.get("/es/comedor/<code>/dia/<on>")
@audience("panel")
def day(code: str, on: str) -> ResponseReturnValue:
    """The rows beneath a day's figures; 404 for what is no day that has been."""
    asked = _known(on)
    period = months.of(clock.period_of(asked))
    kitchen, _ = scope.kitchen_or_404(sessions.account(), code, period.name)
    subject = subjects.of_unit(kitchen, period)
    with reading() as connection:
        lines = totals.days(connection, kitchen.id, period.name)
        notes = written.of_day(connection, kitchen.id, asked)
        own_foods = dict(connection.execute(select(OwnFood.id, OwnFood.name).where(OwnFood.kitchen_id == kitchen.id)).all())
        names = writers.names(connection, kitchen.id, {writer for note in notes for writer in note.writers})
    figures = next((line.figures for line in lines if line.on == asked and not line.adjustment), None)
    page: dict[str, Any] = {"on": asked, "measured": _measured(figures), "notes": notes, "writers": names, "own_foods": own_foods}
    page |= {"before": asked - timedelta(1), "after": asked + timedelta(1) if asked < clock.lima_today() else None}
    return render_template("panel/day.html", subject=subject, period=period, **page)


def _known(on: str) -> date:
    try:
        asked = date.fromisoformat(on)
    except ValueError:
        abort(404)
    if asked.isoformat() != on or asked > clock.lima_today():
        abort(404)
    months.known(clock.period_of(asked))
    return asked


def _measured(figures: Figures | None) -> list[tuple[str, str, int]]:
    """The measures of which the day has something: name, unit, amount."""
    return [(measure.name, measure.unit, figures[measure.name]) for measure in DAILY if figures and figures[measure.name]]
