"""People who sign in on the web. Owns accounts, their sessions, second factors and one-time links, the one scope check, and what is
written down: the audit trail and the incident log. Enters: a name, a password, a code. Leaves: who is asking, in which role, and which
part of the tree is theirs to see. What is not theirs does not exist for them (404).
"""

from importlib import import_module

from flask import Flask

from app.accounts import commands, guards, sessions
from app.accounts.pages import accounts

#: Importing a module of views puts its pages into the blueprint.
VIEWS = ("signing_in", "one_time_link", "own_account", "second_factor")


def init_app(app: Flask) -> None:
    """Open the room."""
    sessions.init_app(app)
    guards.init_app(app)
    for view in VIEWS:
        import_module(f"app.accounts.views.{view}")
    app.register_blueprint(accounts)
    app.cli.add_command(commands.accounts)
