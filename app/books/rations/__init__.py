"""Rations: what was cooked and who ate.

Enters: services described or skipped, rations by name, rations by count. Leaves: one row a fact, and a service's menu and prices.
A day's rations of a class are its standing count and its distinct named rations (`tally`).
"""

from app.books.rations.apply import apply
from app.books.rations.operations import KINDS

__all__ = ["HEARS", "KINDS", "apply"]

#: Kinds of other books that this one must hear of.
HEARS: frozenset[str] = frozenset()
