"""How the figures went from month to month: of an organisation, a kitchen or a place."""

from collections.abc import Callable

from flask import render_template, request
from flask.typing import ResponseReturnValue

from app.audience import audience
from app.clock import previous_period
from app.panel import subjects
from app.panel.charts import columns
from app.panel.pages import panel
from app.panel.subjects import Subject
from app.rollups.measures import Figures, all_rations
from app.rollups.plate import plate

#: How many months may be asked for; the first when none is.
SPANS = (12, 24, 36)


@panel.get("/es/organizacion/<code>/tendencias")
@audience("panel")
def unit_trends(code: str) -> ResponseReturnValue:
    """Of an organisation."""
    return _page(subjects.unit(code))


@panel.get("/es/comedor/<code>/tendencias")
@audience("panel")
def kitchen_trends(code: str) -> ResponseReturnValue:
    """Of a kitchen."""
    return _page(subjects.kitchen(code))


@panel.get("/es/territorio/tendencias", defaults={"prefix": ""})
@panel.get("/es/territorio/<prefix>/tendencias")
@audience("board")
def place_trends(prefix: str) -> ResponseReturnValue:
    """Of a place."""
    return _page(subjects.place(prefix))


def state_percent(figures: Figures) -> float | None:
    """The State's part of the month's cost in per cent; None where there was no cost."""
    share = plate(figures).share
    return None if share is None else round(100 * share, 1)


#: What is drawn, in this order.
DRAWN: dict[str, Callable[[Figures], float | None]] = {
    "rations": all_rations,
    "people": lambda figures: figures["people_served"],
    "state": state_percent,
    "kitchens": lambda figures: figures["kitchens_reporting"],
}


def _page(subject: Subject) -> str:
    asked = request.args.get("meses", SPANS[0], int)
    periods = _until(subject.period.name, asked if asked in SPANS else SPANS[0])
    known = subject.months(periods)
    rows = [(period, known.get(period)) for period in periods]
    values = {name: [None if figures is None else take(figures) for _, figures in rows] for name, take in DRAWN.items()}
    drawn = {name: columns.columns(column) for name, column in values.items()}
    table = [(period, {name: values[name][place] for name in DRAWN} if figures else None) for place, (period, figures) in enumerate(rows)]
    page = {"span": len(periods), "spans": SPANS, "drawn": drawn, "table": table, "periods": periods}
    return render_template("panel/trends.html", subject=subject, period=subject.period, **page)


def _until(last: str, count: int) -> list[str]:
    periods = [last]
    while len(periods) < count:
        periods.insert(0, previous_period(periods[0]))
    return periods
