"""The pantry (almacén): what food came, from whom, and what was used.

Enters: food received and used. Leaves: one row a movement, in grams or millilitres; balances are derived, never typed.
"""

from app.books.pantry.apply import apply
from app.books.pantry.operations import KINDS

__all__ = ["HEARS", "KINDS", "apply"]

#: Kinds of other books that this one must hear of.
HEARS: frozenset[str] = frozenset()
