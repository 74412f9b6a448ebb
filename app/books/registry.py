"""How edits of a person or a service fold into what is known of it (docs/sync.md, rule 7). The phone's twin is static/phone/registry.js;
tests/shared holds both to the same examples.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from app.books.operation import Logged

#: Between concurrent edits a health flag that was added wins.
HEALTH = ("pregnant", "disability")


@dataclass
class Entry:
    """What is known of a subject: the value of each field, and both values where two edits did not know of each other."""

    values: dict[str, Any] = field(default_factory=dict)
    conflicts: dict[str, list[Any]] = field(default_factory=dict)
    _undone: dict[str, list[Any]] = field(default_factory=dict)

    def edit(self, operation: Logged, subject: str) -> None:
        """Fold one edit: its `data`, without the subject, over its `base`."""
        base = operation.base or {}
        for name, new in operation.data.items():
            if name == subject:
                continue
            if operation.undone_seq is not None:
                self._undone.setdefault(name, []).append(new)
            else:
                self._change(name, base.get(name), new)

    def _change(self, name: str, old: Any, new: Any) -> None:
        current = self.values.get(name)
        if current == old or current == new or old in self._undone.get(name, ()):
            self.values[name] = new
            if current == old:
                self.conflicts.pop(name, None)
        elif name in HEALTH:
            self.values[name] = bool(current or new)
        elif name == "consent" and "none" in (current, new):
            self.values[name] = "none"  # the most restrictive wins
        else:
            known = self.conflicts.get(name, [current])
            self.conflicts[name] = known if new in known else [*known, new]


def fold(operations: Iterable[Logged], subject: str) -> Entry:
    """Fold the edits of one subject, in the order given."""
    entry = Entry()
    for operation in operations:
        entry.edit(operation, subject)
    return entry
