"""Which of several facts that say the same thing is believed: a shelf counted twice, a box counted twice, a service settled twice.

The phone's twin is `lastCount` in static/phone/books/pantry.js.
"""

from collections.abc import Sequence
from typing import Any

import msgspec


def last_word(facts: Sequence[Any]) -> Any:
    """Of facts that stand, the one that no other names in its `replaces` (a JSON list of ids, or None); of several left, the one with
    the largest id. If they replace each other in a circle, all are left. None when there is none."""
    replaced = {old for fact in facts for old in msgspec.json.decode(fact.replaces or "[]") if old != fact.id}
    heads = [fact for fact in facts if fact.id not in replaced]
    return max(heads or facts, key=lambda fact: fact.id, default=None)
