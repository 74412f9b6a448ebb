"""What the State was asked for, promised and brought: of an organisation, a kitchen or a place, and of what lies beneath it."""

from flask import render_template
from flask.typing import ResponseReturnValue

from app.audience import audience
from app.database import reading
from app.panel import subjects
from app.panel.charts.scale import most, percent
from app.panel.pages import panel
from app.panel.subjects import Subject
from app.rollups import totals
from app.rollups.measures import Figures

#: The steps of a delivery, each a measure in grams and one in millilitres.
STEPS = ("asked", "promised", "received", "short")


@panel.get("/es/organizacion/<code>/entregas")
@audience("panel")
def unit_deliveries(code: str) -> ResponseReturnValue:
    """Of an organisation."""
    return _page(subjects.unit(code))


@panel.get("/es/comedor/<code>/entregas")
@audience("panel")
def kitchen_deliveries(code: str) -> ResponseReturnValue:
    """Of a kitchen, with the days on which something came."""
    return _page(subjects.kitchen(code))


@panel.get("/es/territorio/entregas", defaults={"prefix": ""})
@panel.get("/es/territorio/<prefix>/entregas")
@audience("board")
def place_deliveries(prefix: str) -> ResponseReturnValue:
    """Of a place."""
    return _page(subjects.place(prefix))


def steps(figures: Figures) -> list[tuple[str, int, int, float, float]]:
    """What was asked, promised, received and lacking: name, grams, millilitres, and the length of a bar for each, in per cent."""
    amounts = [(step, figures[f"food_{step}_g"], figures[f"food_{step}_ml"]) for step in STEPS]
    solid, liquid = most(grams for _, grams, _ in amounts), most(volume for _, _, volume in amounts)
    return [(step, grams, volume, percent(grams, solid), percent(volume, liquid)) for step, grams, volume in amounts]


def _page(subject: Subject) -> str:
    with reading() as connection:
        days = totals.days(connection, subject.id, subject.period.name) if subject.kind == "kitchen" and subject.id else []
    came = [day for day in days if day.figures["deliveries"]]
    page = {"steps": steps(subject.figures) if subject.figures else [], "days": came}
    return render_template("panel/deliveries.html", subject=subject, period=subject.period, **page)
