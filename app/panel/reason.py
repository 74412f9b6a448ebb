"""Why somebody looks at names: asked once for a kitchen, good for half an hour in this browser, and written in the audit trail.

Names and documents are opened from their seal only on pages that ask here first.
"""

import flask

from app import clock
from app.accounts import audit

#: Codes, and no words of hers: what is written down of a look must not name anybody either.
REASONS = ("handed_in", "program", "right")
#: Seconds.
GOOD_FOR = 30 * 60


def give(kitchen_id: int, reason: str) -> None:
    """Remember why she looks at the people of this kitchen. `reason` is one of REASONS."""
    audit.note("roll.seen", kitchen_id=kitchen_id, detail=reason)
    standing = {key: value for key, value in flask.session.get("reasons", {}).items() if value[1] > _now()}
    flask.session["reasons"] = standing | {str(kitchen_id): [reason, _now() + GOOD_FOR]}


def given(kitchen_id: int) -> str | None:
    """The reason that she gave for this kitchen, while it is good."""
    reason, until = flask.session.get("reasons", {}).get(str(kitchen_id), (None, 0))
    return reason if until > _now() else None


def _now() -> int:
    return int(clock.now().timestamp())
