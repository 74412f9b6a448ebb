"""The regional governments, a line each: the departments, with metropolitan Lima apart from the rest of its department."""

from dataclasses import replace

from sqlalchemy import Connection

from app.rollups import totals
from app.rollups.totals import Line

#: The province that is a regional government of its own, and the department in which it lies.
METROPOLIS, AROUND = "1501", "15"


def lines(connection: Connection, departments: list[Line], period: str) -> dict[str, Line]:
    """By ubigeo prefix, those in which there are kitchens; `15` is what of Lima is not the metropolis."""
    found = {line.code: line for line in departments}
    metropolis = totals.place(connection, METROPOLIS, period)
    if metropolis and AROUND in found:
        found[METROPOLIS] = metropolis
        found[AROUND] = without(found[AROUND], metropolis)
    return {prefix: line for prefix, line in found.items() if line.expected or line.figures}


def without(whole: Line, part: Line) -> Line:
    """A place without one that lies in it; silent if only that one spoke."""
    figures = whole.figures
    if figures and part.figures:
        rest = {name: amount - part.figures[name] for name, amount in figures.items()}
        figures = rest if any(rest.values()) else None
    return replace(whole, expected=whole.expected - part.expected, figures=figures)
