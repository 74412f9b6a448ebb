"""The journal beside the database: erasures and revocations, one JSON object a line, which a restored database must replay.

Written and flushed before the database is, so that a backup from before can never bring back an erased person or a stolen phone.
"""

import os
from pathlib import Path
from typing import Any

import msgspec
from flask import current_app


def write(entry: dict[str, Any]) -> None:
    """Append one entry and force it to the disk."""
    file = Path(current_app.config["JOURNAL"])
    file.parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    try:
        os.write(handle, msgspec.json.encode(entry) + b"\n")
        os.fsync(handle)
    finally:
        os.close(handle)


def entries() -> list[dict[str, Any]]:
    """All entries, oldest first; a last line cut by a crash is left out."""
    file = Path(current_app.config["JOURNAL"])
    lines = file.read_bytes().split(b"\n")[:-1] if file.exists() else []
    return [msgspec.json.decode(line) for line in lines]
