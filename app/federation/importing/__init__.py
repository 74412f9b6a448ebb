"""National lists of kitchens, as ministries and municipalities hold them, into the tree.

Enters: a file. Leaves: kitchens of `federation`, all of a file in one transaction or none, and a report of every row that was doubtful.
"""

from app.federation.importing.plan import Plan
from app.federation.importing.run import Choices, run

__all__ = ["Choices", "Plan", "run"]
