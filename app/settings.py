"""Every setting, its environment variable and its default; nothing else reads the environment."""

import os
import secrets
from base64 import b64decode, b64encode
from pathlib import Path
from typing import Any

from flask import Flask

from app.words import say

HOME = Path(__file__).resolve().parent.parent

#: The key of the examples in the documentation; an application in production refuses to start with it.
EXAMPLE_KEY = b64encode(b"this key is only for the examples").decode()

#: In bytes.
LARGEST = 4 * 1024 * 1024 + 1024


class Unsafe(RuntimeError):
    """The settings would put people's data in danger; the message says what to set."""


def instance_path() -> str:
    """The folder for what this installation keeps beside its database: master key, SQLite file, journals."""
    return os.environ.get("MI_COMEDOR_INSTANCE", str(HOME / "instance"))


def load(app: Flask, overrides: dict[str, Any]) -> None:
    """Fill `app.config` from the environment, then from `overrides`; raises `Unsafe`."""
    instance = Path(app.instance_path)
    app.config.update(**_of_the_machine(instance), **_of_the_data(instance))
    app.config.update(overrides)
    production = app.config["ENVIRONMENT"] == "production"
    app.config["SECOND_FACTOR"] = app.config["SECOND_FACTOR"] or ("required" if production else "optional")
    if app.config["SECOND_FACTOR"] not in ("required", "optional"):
        raise Unsafe(say("settings", "second_factor_unknown"))
    if not app.config["MASTER_KEY"]:
        app.config["MASTER_KEY"] = _own_key(instance, app.config["ENVIRONMENT"])
    _refuse_weak_keys(app.config["MASTER_KEY"], app.config["ENVIRONMENT"])


def _of_the_machine(instance: Path) -> dict[str, Any]:
    return {
        # "production" refuses weak keys and sends cookies only over TLS.
        "ENVIRONMENT": os.environ.get("MI_COMEDOR_ENV", "development"),
        # 32 random bytes in base64, from which every other key is derived. Kept outside the database.
        "MASTER_KEY": os.environ.get("MI_COMEDOR_KEY", ""),
        "DATABASE_URL": os.environ.get("DATABASE_URL", f"sqlite:///{instance / 'mi_comedor.sqlite'}"),
        # A streaming replica for the panel's pages and reports, and how many seconds behind it may be before the database is read instead.
        "REPLICA_URL": os.environ.get("REPLICA_URL", ""),
        "REPLICA_LAG": float(os.environ.get("MI_COMEDOR_REPLICA_LAG", "60")),
        # How the outside reaches us; links and QR codes begin with it. Empty: the address of the request.
        "PUBLIC_URL": os.environ.get("PUBLIC_URL", ""),
        "PORT": int(os.environ.get("PORT", "8000")),
        # "build" serves the minified release of `make build`; "source" serves the modules as they were written.
        "ASSETS": os.environ.get("MI_COMEDOR_ASSETS", "build"),
        # How many reverse proxies stand before us and may be believed about addresses and TLS.
        "TRUSTED_PROXIES": int(os.environ.get("TRUSTED_PROXIES", "0")),
        # How many pushes a process works at; who comes then is told to come back. Fewer than threads, so that pages are still answered.
        "PUSHES_AT_WORK": int(os.environ.get("MI_COMEDOR_PUSHES_AT_WORK", "12")),
    }


def _of_the_data(instance: Path) -> dict[str, Any]:
    return {
        # The largest body that is read at all, in bytes, also in one field of a form; the doors have tighter limits of their own.
        "MAX_CONTENT_LENGTH": LARGEST,
        "MAX_FORM_MEMORY_SIZE": LARGEST,
        # Erasures and revocations, one JSON a line, which a restored database replays before it opens.
        "JOURNAL": os.environ.get("MI_COMEDOR_JOURNAL", str(instance / "journal.jsonl")),
        # Where `flask backup` lays what it sealed and proved.
        "BACKUPS": os.environ.get("MI_COMEDOR_BACKUPS", str(instance / "backups")),
        # Whether board and administrators must have a second factor: "required" or "optional". Empty: required in production.
        "SECOND_FACTOR": os.environ.get("MI_COMEDOR_SECOND_FACTOR", ""),
        # Who answers for people's data and how to reach them, as the privacy notice tells it. Empty: "su federación".
        "RESPONSIBLE": os.environ.get("MI_COMEDOR_RESPONSIBLE", ""),
        "CONTACT": os.environ.get("MI_COMEDOR_CONTACT", ""),
    }


def _own_key(instance: Path, environment: str) -> str:
    """The key a developer's machine makes for itself on its first start and keeps in the instance folder."""
    if environment == "production":
        raise Unsafe(say("settings", "key_missing"))
    instance.mkdir(parents=True, exist_ok=True)
    file = instance / "key"
    try:
        with open(os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as new:
            new.write(b64encode(secrets.token_bytes(32)).decode())
    except FileExistsError:
        pass  # another process of the same start, or an earlier start, made it
    return file.read_text().strip()


def _refuse_weak_keys(key: str, environment: str) -> None:
    try:
        long_enough = len(b64decode(key, validate=True)) >= 32
    except ValueError:
        long_enough = False
    if not long_enough:
        raise Unsafe(say("settings", "key_weak"))
    if environment == "production" and key == EXAMPLE_KEY:
        raise Unsafe(say("settings", "key_example"))
