"""The files that leave the house, and the note of who took them."""

from flask import abort
from flask.typing import ResponseReturnValue

from app.audience import audience
from app.panel.pages import panel


@panel.post("/es/descargas")
@audience("panel")
def download() -> ResponseReturnValue:
    """A report's file for a unit and a month. A POST, because it is written down who took it."""
    abort(404)
