"""The door where phones knock. Owns the log, the verdicts, the cursor, what is held and which days must be counted again.

Enters: operations, through `append(kitchen, operations, by)` and nothing else, for phones, panel, imports and demo alike;
envelopes of phones that are locked, closed or without signal. Leaves: an answer per operation, pages of the log, receipts, and the signal
`written` after the commit.
"""

from flask import Flask

from app.sync import commands, crowd, door, import_commands, opening, views
from app.sync.append import append

__all__ = ["append"]


def init_app(app: Flask) -> None:
    """Open the room."""
    opening.init_app(app)
    door.init_app()
    crowd.init_app(app)
    app.register_blueprint(views.sync)
    app.cli.add_command(commands.held)
    app.cli.add_command(commands.inbox)
    app.cli.add_command(commands.people)
    app.cli.add_command(import_commands.roll)
