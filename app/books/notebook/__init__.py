"""The notebook's own acts: who writes in it, what was undone, which months the federation accepted.

Enters: keepers, undos and acceptances. Leaves: the keepers' names (sealed) and the accepted months.
"""

from app.books.notebook.apply import apply
from app.books.notebook.operations import KINDS

__all__ = ["HEARS", "KINDS", "apply"]

#: Kinds of other books that this one must hear of: a keeper can be erased too.
HEARS: frozenset[str] = frozenset({"person.erased"})
