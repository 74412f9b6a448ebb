"""The month by territory: the nation with its map, its departments, provinces and districts, down to the kitchens. For the board."""

from collections.abc import Callable
from typing import Any

from flask import render_template, request
from flask.typing import ResponseReturnValue

from app.audience import audience
from app.panel import subjects
from app.panel.charts import tiles
from app.panel.pages import panel
from app.panel.subjects import Subject
from app.panel.views.trends import state_percent
from app.rollups.measures import all_rations
from app.rollups.totals import Line

#: What the map can show, by the word in its address (`?ver=cobertura`); the first when none is asked for. None is silence.
SHOWN: dict[str, Callable[[Line], float | None]] = {
    "raciones": lambda line: all_rations(line.figures) if line.figures else None,
    "cobertura": lambda line: round(100 * line.reporting / line.expected, 1) if line.expected else None,
    "estado": lambda line: state_percent(line.figures) if line.figures else None,
}
#: Of these the darkest shade ends here, so that two months can be compared.
WHOLE = {"cobertura": 100.0}


@panel.get("/es/territorio/", defaults={"prefix": ""})
@panel.get("/es/territorio/<prefix>")
@audience("board")
def territory(prefix: str) -> ResponseReturnValue:
    """The month of a place by its ubigeo prefix (2, 4 or 6 digits; none: the nation), and of the places in it."""
    subject = subjects.place(prefix)
    page = {} if prefix else _map(subject)
    return render_template("panel/territory.html", subject=subject, period=subject.period, **page)


def _map(subject: Subject) -> dict[str, Any]:
    asked = request.args.get("ver", "")
    shown = asked if asked in SHOWN else next(iter(SHOWN))
    lines = {line.code: line for line in subject.children}
    values = {prefix: SHOWN[shown](line) for prefix, line in lines.items()}
    return {"shown": shown, "choices": list(SHOWN), "lines": lines, "map": tiles.draw(values, WHOLE.get(shown))}
