"""The roll (padrón): the people who eat at the kitchen.

Enters: registrations, amendments, leavings, returns, rights asked for, erasures. Leaves: one row a person, its personal fields sealed in
one blob. Leaving never deletes, and undoing a registration hides the person and keeps every count.
"""

from app.books.roll.apply import apply
from app.books.roll.operations import KINDS

__all__ = ["HEARS", "KINDS", "apply"]

#: Kinds of other books that this one must hear of.
HEARS: frozenset[str] = frozenset()
