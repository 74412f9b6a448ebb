"""The cashbook (subsidio y caja): money of the State and of others that came, what was bought, dues, credit paid, what was collected.

Enters: money received, spent, paid, forgiven, settled, counted. Leaves: one row an operation; days and balances are derived (`box`),
never typed.
"""

from app.books.cashbook.apply import apply
from app.books.cashbook.operations import KINDS

__all__ = ["HEARS", "KINDS", "apply"]

#: Kinds of other books that this one must hear of.
HEARS: frozenset[str] = frozenset()
