"""The command line's ground: click's own words in our language, and a group of commands that says so when the database is not ready."""

from types import ModuleType
from typing import Any

import click
from click import core, decorators, exceptions, formatting, parser, types
from flask.cli import AppGroup
from flask.helpers import get_debug_flag
from sqlalchemy.exc import OperationalError, ProgrammingError

from app.words import say

#: What click asks its words of: it takes them from the machine's language, which on a server is English or none.
_SPEAKING: tuple[ModuleType, ...] = (core, decorators, exceptions, formatting, parser, types)


class Commands(AppGroup):
    """A room's commands. A table that is not there, or a database that does not answer, is told in words; `flask --debug` shows all."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command of the group."""
        try:
            return super().invoke(ctx)
        except (OperationalError, ProgrammingError) as error:
            if get_debug_flag():
                raise
            raise click.ClickException(say("commandline", "database", why=str(error.orig).splitlines()[0])) from error


def _worded(text: str) -> str:
    return say("commandline", "click", text=text) or text


def _counted(one: str, many: str, number: int) -> str:
    return _worded(one if number == 1 else many)


for module in _SPEAKING:
    vars(module).update({name: word for name, word in (("_", _worded), ("ngettext", _counted)) if name in vars(module)})
