"""What waits of a kitchen and what a phone left in the inbox, for the stories about both."""

from typing import Any

from app.sync import held, inbox
from app.sync.held import Waiting
from tests.a_phone import APhone
from tests.stories import Confederation


def waiting_in(confederation: Confederation, **which: Any) -> list[Waiting]:
    """Operations held in the first kitchen."""
    with confederation.app.app_context():
        return held.list_for([confederation.kitchens["manos"]], **which)


def left_by(confederation: Confederation, phone: APhone) -> list[tuple[bool, int]]:
    """Of each body: whether it was opened, and how many envelopes could not be read."""
    with confederation.app.app_context():
        return [(left.opened_at is not None, left.unreadable) for left in inbox.of_device(confederation.kitchens["manos"], phone.device)]
