"""What leaves the house: reports, the files they are written in, and the record of who took which.

Enters: figures of `rollups`. Leaves: CSV and .xlsx files that say of themselves what they hold, how far it is counted and its checksum.
"""

from flask import Flask

from app.reports.commands import reports


def init_app(app: Flask) -> None:
    """Open the room."""
    app.cli.add_command(reports)
