"""To come."""

from flask import Flask


def init_app(_app: Flask) -> None:
    """Open the room."""
