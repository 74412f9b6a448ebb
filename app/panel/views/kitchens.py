"""The list of kitchens."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from app.accounts import sessions
from app.audience import audience
from app.panel import directory
from app.panel.pages import panel


@panel.get("/es/comedores")
@audience("panel")
def kitchens() -> ResponseReturnValue:
    """The kitchens she may see today, by name, searched and in pages."""
    text = request.args.get("q", "")[:80].strip()
    found = directory.find(sessions.account(), text, request.args.get("pagina", 1, int))
    return render_template("panel/kitchens.html", text=text, found=found)
