"""Who pays for the plate: of an organisation, a kitchen or a place, and of what lies beneath it."""

from flask import render_template
from flask.typing import ResponseReturnValue

from app.audience import audience
from app.database import reading
from app.panel import subjects
from app.panel.charts import share
from app.panel.pages import panel
from app.panel.subjects import Subject
from app.rollups import totals
from app.rollups.plate import plate


@panel.get("/es/organizacion/<code>/plato")
@audience("panel")
def unit_plate(code: str) -> ResponseReturnValue:
    """Of an organisation."""
    return _page(subjects.unit(code))


@panel.get("/es/comedor/<code>/plato")
@audience("panel")
def kitchen_plate(code: str) -> ResponseReturnValue:
    """Of a kitchen, with its days."""
    return _page(subjects.kitchen(code))


@panel.get("/es/territorio/plato", defaults={"prefix": ""})
@panel.get("/es/territorio/<prefix>/plato")
@audience("board")
def place_plate(prefix: str) -> ResponseReturnValue:
    """Of a place."""
    return _page(subjects.place(prefix))


def _page(subject: Subject) -> str:
    whole = subject.plate
    beneath = [(child, plate(child.figures) if child.figures else None) for child in subject.children]
    with reading() as connection:
        days = totals.days(connection, subject.id, subject.period.name) if subject.kind == "kitchen" and subject.id else []
    pieces = share.bar(whole.parts) if whole else []
    page = {"plate": whole, "pieces": pieces, "beneath": beneath, "days": days}
    return render_template("panel/plate.html", subject=subject, period=subject.period, **page)
