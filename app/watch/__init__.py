"""Whether this installation is well: `flask diagnose` for who keeps the server, `/salud/cifras` for an administrator. Owns no table.

Enters: nothing. Leaves: counts, ages and versions, never a name, a code or a document. Imports every room, and no room imports it.
"""

from flask import Flask

from app.watch import commands, views


def init_app(app: Flask) -> None:
    """Open the room."""
    app.add_url_rule("/salud/cifras", view_func=views.figures)
    app.cli.add_command(commands.diagnose)
