"""The pantry (almacén): what food came, from whom, what was used, thrown away and counted, and the foods that the kitchen named itself.

Enters: food received, used, wasted, counted, named. Leaves: one row a movement, in grams or millilitres; balances are derived, never typed.
"""

from app.books.pantry.apply import apply
from app.books.pantry.operations import KINDS

__all__ = ["HEARS", "KINDS", "apply"]

#: Kinds of other books that this one must hear of.
HEARS: frozenset[str] = frozenset()
