"""The kitchen's books, a package each: what can be written in them (declarations) and what the writing means (apply).

Enters: batches of operations from `sync`. Leaves: rows to be written and the days they touch; a book computes and writes nothing.
Books never import each other: a ration may arrive before its person. All share this package's ground: declarations, fields, kinds.
"""

from flask import Flask


def init_app(_app: Flask) -> None:
    """Open the room: the books have no pages and no commands of their own."""
