"""What a phone is told: of one of its operations, and in all."""

from typing import Any

import msgspec


class Answer(msgspec.Struct, omit_defaults=True):
    """`accepted` and `repeated` carry the place in the log, `held` a reason; `id` is null where none could be read."""

    id: str | None
    answer: str
    seq: int | None = None
    reason: str | None = None


class Told(msgspec.Struct):
    """The answer of `POST /sync`."""

    epoch: str
    answers: list[Answer]
    operations: list[dict[str, Any]]
    mark: str | None
    cursor: str | None
    more: bool
    now: int
