"""Peru's territory. Owns the INEI ubigeo codes and their names; enters: the table that ships with the application; leaves: names
and prefixes. A code is text with its leading zeros, and a level is the length of its prefix.
"""

from flask import Flask

from app.places import commands


def init_app(app: Flask) -> None:
    """Open the room."""
    app.cli.add_command(commands.places)
