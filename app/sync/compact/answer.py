"""The answer of `POST /sync` in the compact form: lines, each of which a phone takes in by itself as soon as it has come whole."""

from collections.abc import Iterable
from typing import Any

import msgspec

from app.sync.answer import Answer, Told
from app.sync.compact.write import TOLD, batch


def lines(told: Iterable[Told], known: int, epoch: str | None) -> bytes:
    """Answers for a phone that knows the first `known` lines of the shorthand and asked in an epoch, which then need not be said."""
    return b"".join(msgspec.json.encode(_line(one, known, epoch)) + b"\n" for one in told)


def _line(told: Told, known: int, epoch: str | None) -> list[Any]:
    head = [None if told.epoch == epoch else told.epoch, _runs(told.answers), told.mark, told.cursor, int(told.more)]
    return [*head, *batch(told.operations, known, TOLD)] if told.operations else head


def _runs(answers: Iterable[Answer]) -> list[list[Any]]:
    """How many operations in a row were answered alike, and where the first of them stands or why they are held."""
    runs: list[list[Any]] = []
    for answer in answers:
        said = [answer.reason] if answer.answer == "held" else [answer.seq, 1] if answer.answer == "repeated" else [answer.seq]
        if runs and _goes_on(runs[-1], answer.seq, said):
            runs[-1][0] += 1
        else:
            runs.append([1, *said])
    return runs


def _goes_on(run: list[Any], seq: int | None, said: list[Any]) -> bool:
    many, *first = run
    return bool(first == said if seq is None else first[0] == seq - many and first[1:] == said[1:])
