"""The web for coordinators and the board: reads every room, owns no table. Enters: a person signed in, a unit, a month.

Leaves: server-rendered pages that work without scripts, and what she decides, handed to the room that owns it.
"""

from importlib import import_module

from flask import Flask

from app.panel.pages import panel

#: Importing a module of views puts its pages into the blueprint.
VIEWS = (
    *("month", "day", "plate", "deliveries", "trends", "territory", "silence", "review", "notices", "kitchens", "phones", "phone", "carry"),
    *("contact", "rolls", "people", "rights", "held", "corrections", "differences", "files", "imports"),
    *("accounts", "sessions", "audit", "incidents"),
)


def init_app(app: Flask) -> None:
    """Open the pages."""
    for view in VIEWS:
        import_module(f"app.panel.views.{view}")
    app.register_blueprint(panel)
