"""The largest tables by month, where the database is PostgreSQL: months made ahead of their first row, and old ones moved to slow storage.

Enters: the models' own word for it (`postgresql_partition_by`) and the calendar. Leaves: partitions in the schema `months`, one for each
table and month, and `…_other` for rows of any other month, so that no row is ever refused. SQLite keeps the same tables whole.
"""

from flask import Flask

from app.partitions.ahead import on_passed
from app.partitions.commands import partitions
from app.rollups.signals import passed


def init_app(app: Flask) -> None:
    """Open the room: the process beside the server makes the months."""
    app.cli.add_command(partitions)
    passed.connect(on_passed)
