"""Invented names; any likeness is chance."""

from functools import cache
from pathlib import Path
from typing import Any

import msgspec


@cache
def names() -> dict[str, Any]:
    """The lists of names.json."""
    content: dict[str, Any] = msgspec.json.decode(Path(__file__).with_name("names.json").read_bytes())
    return content
