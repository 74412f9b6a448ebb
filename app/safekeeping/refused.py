"""Why a backup or a restore goes no further, before anything was changed."""

from typing import Any


class Refused(Exception):
    """`reason` and `values` are for the words in `templates/safekeeping/words.txt`, which say what to do."""

    def __init__(self, reason: str, **values: Any) -> None:
        super().__init__(reason)
        self.reason, self.values = reason, values
