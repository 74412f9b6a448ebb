"""An invented confederation, for a first look and for rehearsals. Owns nothing: its phones enrol and push like all others.

Enters: how many kitchens and months. Leaves: operations, through the door of `sync`. The same kitchen on the same day always writes
the same ones, so loading again repeats and adds nothing.
"""

from flask import Flask

from app.demo import commands


def init_app(app: Flask) -> None:
    """Open the room."""
    app.cli.add_command(commands.demo)
