"""The month's way up the tree: who has not told anything of it, who handed it in, what the federation observes, and its acceptance.

Enters: figures of `rollups` and a coordinator's decision. Leaves: the lists of the silent kitchens and of how far each month has come,
and `month.observed` and `month.accepted` in the notebooks, through `sync`.
"""

from flask import Flask

from app.review.commands import review


def init_app(app: Flask) -> None:
    """Open the room."""
    app.cli.add_command(review)
