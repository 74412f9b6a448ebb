"""The notebook's own acts: who writes in it and who no more, what was undone, how far each month has come: handed in, observed, accepted;
and the federation's notices.

Enters: keepers who join and leave, undos, handings-in, observations, acceptances, notices and their readings. Leaves: the keepers' names
(sealed) and who of them left, the steps of each month, the days on which the padrón was handed in, notices and who read them.
"""

from app.books.notebook.apply import apply
from app.books.notebook.operations import KINDS

__all__ = ["HEARS", "KINDS", "apply"]

#: Kinds of other books that this one must hear of: a keeper can be erased too.
HEARS: frozenset[str] = frozenset({"person.erased"})
