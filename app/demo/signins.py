"""The demo's accounts. Their passwords are drawn at random and noted in the instance folder: in the database are only hashes."""

import secrets
from pathlib import Path

import msgspec
from flask import current_app

from app.accounts import roster
from app.demo.confederation import PROVINCES, ROOT
from app.demo.names import names

#: Username, role and unit.
ACCOUNTS = (("coordinadora", "coordinator", f"P-{PROVINCES[0]}"), ("junta", "board", ROOT), ("administradora", "administrator", ROOT))


def made() -> dict[str, str]:
    """The passwords by username, making the accounts if they do not stand yet."""
    noted = _note()
    known: dict[str, str] = msgspec.json.decode(noted.read_bytes()) if noted.exists() else {}
    for number, (username, role, unit) in enumerate(ACCOUNTS):
        if roster.by_username(username) is None:
            known[username] = secrets.token_urlsafe(9)
            roster.create(username, names()["women"][number], role, unit, known[username])
    noted.parent.mkdir(parents=True, exist_ok=True)
    noted.touch(mode=0o600)
    noted.write_bytes(msgspec.json.encode(known))
    return known


def _note() -> Path:
    return Path(current_app.instance_path) / "demo.json"
