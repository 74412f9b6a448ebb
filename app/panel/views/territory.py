"""The month by territory: the nation, its departments, provinces and districts, down to the kitchens. For the board."""

from flask import abort, render_template
from flask.typing import ResponseReturnValue

from app.audience import audience
from app.database import reading
from app.panel import period as months
from app.panel.pages import panel
from app.places import territory as places
from app.rollups import fresh, totals


@panel.get("/es/territorio/", defaults={"prefix": ""})
@panel.get("/es/territorio/<prefix>")
@audience("board")
def territory(prefix: str) -> ResponseReturnValue:
    """The month of a place by its ubigeo prefix (2, 4 or 6 digits; none: the nation), and of the places in it."""
    if len(prefix) not in places.LEVELS.values() or (prefix and not prefix.isdecimal()):
        abort(404)
    period = months.asked()
    with reading() as connection:
        line = totals.place(connection, prefix, period.name)
        below = totals.places(connection, prefix, period.name)
        kitchens = totals.kitchens_in(connection, prefix, period.name) if len(prefix) == places.LEVELS["district"] else []
        until = fresh.until(connection)
    names = places.names(set(places.path(prefix)))
    if prefix and prefix not in names:
        abort(404)
    above = [(names.get(code, code), code) for code in places.path(prefix)[:-1]]
    page = {"prefix": prefix, "name": names.get(prefix, ""), "above": above, "line": line, "children": below or kitchens}
    return render_template("panel/territory.html", period=period, until=until, **page)
