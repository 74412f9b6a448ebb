"""An invented confederation, for a first look and for rehearsals. Owns nothing: its phones enrol and push like all others.

The same kitchen on the same day always writes the same operations, so loading again repeats and adds nothing.
"""

from flask import Flask

from app.demo import commands


def init_app(app: Flask) -> None:
    """Open the room."""
    app.cli.add_command(commands.demo)
