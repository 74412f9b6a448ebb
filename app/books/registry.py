"""How edits of a person or a service fold into what is known of it (docs/sync.md, rule 7). The phone's twin is
static/phone/books/registry.js; tests/shared holds both to the same examples.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from app.books.operation import Logged

HEALTH = ("pregnant", "disability")


@dataclass
class Entry:
    """What is known of a subject: the value of each field, and its rivals where edits did not know of each other."""

    values: dict[str, Any] = field(default_factory=dict)
    #: By field, the values that lost to the current one without having known of it.
    rivals: dict[str, list[Any]] = field(default_factory=dict)

    @property
    def conflicts(self) -> dict[str, list[Any]]:
        """By field, the value that stands and then its rivals, where there are any."""
        return {name: [self.values.get(name), *rivals] for name, rivals in self.rivals.items() if rivals}

    def change(self, name: str, old: Any, new: Any, seen_undone: bool) -> None:
        """Fold one field of one edit: the first rule of tests/shared/README.md that fits. `seen_undone`: `old` was since undone."""
        current, rivals = self.values.get(name), self.rivals.get(name, [])
        if current == old:
            self.values[name], self.rivals[name] = new, []
        elif current == new:
            return
        elif seen_undone or _wins(name, new):
            self.values[name], self.rivals[name] = new, [rival for rival in rivals if rival != new]
        elif name not in HEALTH and not _wins(name, current) and new not in rivals:
            self.rivals[name] = [*rivals, new]


def _wins(name: str, value: Any) -> bool:
    """Between concurrent edits a health flag that was added wins, and so does the most restrictive consent."""
    return value is True if name in HEALTH else name == "consent" and value == "none"


def fold(operations: Sequence[Logged], subject: str) -> Entry:
    """Fold the edits of one subject, in the order given; those undone only lend the values that others had seen."""
    entry = Entry()
    undone = [(name, new) for operation in operations if operation.undone_seq for name, new in operation.data.items()]
    for operation in operations:
        base = operation.base or {}
        for name, new in operation.data.items():
            if operation.undone_seq is None and name != subject:
                entry.change(name, base.get(name), new, (name, base.get(name)) in undone)
    return entry
