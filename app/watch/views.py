"""The counters over HTTP.

For an administrator who is signed in, not for "whoever asks from this machine": behind a proxy everybody comes from this machine, and one
wrong setting would show the figures to all. A program on the server asks `flask diagnose --format json`.
"""

from flask import Response, jsonify

from app.audience import audience
from app.database import reading
from app.watch import figures as counters


@audience("administrator")
def figures() -> Response:
    """The counters as JSON."""
    with reading() as connection:
        answer = jsonify(counters.read(connection))
    answer.headers["Cache-Control"] = "no-store"
    return answer
