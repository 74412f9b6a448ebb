"""What a phone is told about one of its operations."""

import msgspec


class Answer(msgspec.Struct, omit_defaults=True):
    """`accepted` and `repeated` carry the place in the log, `held` a reason; `id` is null where none could be read."""

    id: str | None
    answer: str
    seq: int | None = None
    reason: str | None = None
