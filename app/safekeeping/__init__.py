"""Backups that were proved good, and the way back. Owns no table, but the folder in which backups lie.

Enters: the database, and the journal beside it. Leaves: sealed files, each restored into a scratch database and compared before it counts;
and a database put back, with what was erased and revoked since done again. Imports every room, and no room imports it.
"""

from flask import Flask

from app.safekeeping import commands


def init_app(app: Flask) -> None:
    """Lend the commands."""
    app.cli.add_command(commands.backup)
    app.cli.add_command(commands.restore_command)
