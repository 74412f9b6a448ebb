"""`/sync/schema.json`: what each kind looks like, made from the same declarations as the checker, with examples that really pass."""

from functools import cache
from typing import Any

import msgspec

from app.books.declaration import Declaration, compiled
from app.books.kinds import DECLARATIONS
from app.sync.compact.shorthand import LINES

#: The ids of the examples: one-letter names in the declarations' examples stand for these.
ID = "00000000-0000-8000-8000-{:012x}"
DAY, INSTANT = "2026-03-02", 1_772_467_200


@cache
def published() -> dict[str, Any]:
    """`{"kinds": [{"kind", "v", "author", "schema", "examples"}], "shorthand": [line]}`.

    The phone's examples, sent in this order, are all accepted.
    """
    return {"kinds": [_kind(number, declaration) for number, declaration in enumerate(DECLARATIONS)], "shorthand": LINES}


def _kind(number: int, declaration: type[Declaration]) -> dict[str, Any]:
    return {
        "kind": declaration.kind,
        "v": declaration.v,
        "author": declaration.author,
        "schema": msgspec.json.schema(compiled(declaration)),
        "examples": [_example(declaration, 256 * (number + 1) + n, said) for n, said in enumerate(declaration.examples)],
    }


def _example(declaration: type[Declaration], counter: int, said: dict[str, Any]) -> dict[str, Any]:
    whole = {"id": ID.format(counter), "kind": declaration.kind, "v": declaration.v, "on": DAY, "by": "K", "at": INSTANT}
    return {name: _named(value) for name, value in (whole | said).items()}


def _named(value: Any) -> Any:
    """The value with one-letter names replaced by the ids they stand for, all the way down."""
    if isinstance(value, dict):
        return {name: _named(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [_named(inner) for inner in value]
    return ID.format(ord(value)) if isinstance(value, str) and len(value) == 1 and value.isupper() else value
