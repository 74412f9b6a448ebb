"""What leaves the house: reports, the files they are written in, and the record of who took which.

Enters: figures of `rollups`, deliveries and stocks of the books, padrones that were handed in. Leaves: CSV, .xlsx and PDF files that say of
themselves what they hold, how far it is counted, its checksum and who took it (docs/files.md).
"""

from flask import Flask

from app.reports.commands import reports


def init_app(app: Flask) -> None:
    """Open the room."""
    app.cli.add_command(reports)
