"""A kitchen's padrón out of a spreadsheet into its log.

It stands in `sync` because the log is the only way into a kitchen's books: enters a file, leaves `beneficiary.registered` operations
through `append`, and a report of every row that was doubtful.
"""

from app.sync.roll_import.run import Choices, Intake, Refused, run

__all__ = ["Choices", "Intake", "Refused", "run"]
