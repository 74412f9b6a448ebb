"""The month's way up the tree, and notices down it: who has not told anything of a month, who handed it in, what the federation observes,
its acceptance; padrones handed in; what a person may ask about her data.

Enters: figures of `rollups` and a coordinator's decision. Leaves: the lists of the silent kitchens and of how far each month and notice
has come; in the notebooks, through `sync`, `month.observed`, `month.accepted`, `notice.published` and what a person asks for her data.
"""

from flask import Flask

from app.review.commands import review
from app.review.delivery import on_passed
from app.rollups.signals import passed


def init_app(app: Flask) -> None:
    """Open the room: lend the commands, and carry notices on beside the server."""
    passed.connect(on_passed)
    app.cli.add_command(review)
