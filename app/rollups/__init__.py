"""Counting: what the kitchens' notebooks add up to, by kitchen and day, and by kitchen, unit and place and month.

Enters: the books' rows, and the marks of what an operation touched. Leaves: totals at any level (`totals`), with how far they are
counted. A push counts its own kitchen at once; `flask rollups follow` adds the levels above and takes what a crash or a crowd left.
"""

from flask import Flask

from app.federation.signals import moved
from app.rollups.commands import rollups
from app.rollups.levels import on_moved
from app.rollups.recount import on_written
from app.sync.signals import written


def init_app(app: Flask) -> None:
    """Open the room: count after every write, add up after every move, and lend the commands."""
    written.connect(on_written)
    moved.connect(on_moved)
    app.cli.add_command(rollups)
