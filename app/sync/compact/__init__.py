"""The compact form of `POST /sync` (docs/sync.md): a batch of operations in columns, for phones that pay for every byte.

Enters: operations, or a question in this form. Leaves: a batch, or the same question in the readable form, which then goes the readable
form's way, so that no verdict depends on how something travelled.
"""

from app.sync.compact.answer import lines
from app.sync.compact.question import is_compact, readable
from app.sync.compact.read import TooMuch
from app.sync.compact.write import batch

__all__ = ["TooMuch", "batch", "is_compact", "lines", "readable"]
