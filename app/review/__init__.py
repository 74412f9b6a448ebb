"""The month's way up the tree: who has not told anything of it, and the federation's acceptance, which locks it.

Enters: figures of `rollups` and a coordinator's decision. Leaves: the list of the silent kitchens, and `month.accepted` in the
notebooks, through `sync`.
"""

from flask import Flask

from app.review.commands import review


def init_app(app: Flask) -> None:
    """Open the room."""
    app.cli.add_command(review)
