"""The web for coordinators and the board: reads every room, owns no table. Enters: a person signed in, a unit, a month.

Leaves: server-rendered pages that work without scripts, and what she decides, handed to the room that owns it.
"""

from flask import Flask

from app.panel.pages import panel
from app.panel.views import files, held, kitchens, month, phones, silence, territory

__all__ = ["files", "held", "kitchens", "month", "phones", "silence", "territory"]


def init_app(app: Flask) -> None:
    """Open the pages; importing the views has put them into the blueprint."""
    app.register_blueprint(panel)
