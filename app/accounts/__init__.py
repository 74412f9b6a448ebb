"""People who sign in on the web. Owns accounts, their sessions and the one scope check. Enters: a name and a password. Leaves: who is
asking, in which role, and which part of the tree is theirs to see. What is not theirs does not exist for them (404).
"""

from flask import Flask

from app.accounts import commands, guards, sessions, views


def init_app(app: Flask) -> None:
    """Open the room."""
    sessions.init_app(app)
    guards.init_app(app)
    app.register_blueprint(views.accounts)
    app.cli.add_command(commands.accounts)
