"""What must be well before a kitchen can trust this server. Each check tells a state and the values that its words need."""

import os
import platform
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from cryptography.exceptions import InvalidTag
from flask import current_app
from sqlalchemy import Connection, func, select, text

from app import clock
from app import replica as copy
from app.accounts.models import Account
from app.database import reading
from app.journal import entries
from app.places.models import Place
from app.seal import unseal
from app.settings import HOME
from app.sync import epoch
from app.sync.log import context
from app.sync.models import Operation
from app.watch import figures

#: Totals that are older mean that nobody follows. In seconds.
LATE = 120
#: Less free space than this is trouble soon. In bytes.
ROOM = 2 * 2**30
#: The longest that changed data may go without a backup (DS 016-2024-JUS, in force since 30 March 2025). In days.
WEEK = 7


@dataclass(frozen=True)
class Found:
    """A check's result: `state` is well, look (a person should) or ill (the server cannot be trusted so)."""

    name: str
    state: str
    values: dict[str, Any] = field(default_factory=dict)


def run() -> Iterator[Found]:
    """Every check in turn; without a database or its tables, only those that need none."""
    yield from (check() for check in ALONE)
    try:
        with reading() as connection:
            connection.execute(text("select 1"))
    except Exception as error:  # noqa: BLE001 - whatever is wrong with it is the finding
        yield Found("database", "ill", {"error": type(error).__name__})
        return
    with reading() as connection:
        for check in INSIDE:
            found = check(connection)
            yield found
            if found.name == "migrations" and found.state == "ill":
                return


def versions() -> Found:
    """What runs here."""
    return Found("versions", "well", {"python": platform.python_version(), "flask": version("flask"), "app": _release()})


def _release() -> str:
    lines = (HOME / "pyproject.toml").read_text().splitlines()
    return next(line.split('"')[1] for line in lines if line.startswith("version"))


def settings() -> Found:
    """In production, links need the public address, addresses need the proxy, and phones the built release."""
    config = current_app.config
    missing = [
        name
        for name, there in {
            "MI_COMEDOR_ENV": config["ENVIRONMENT"] == "production",
            "PUBLIC_URL": str(config["PUBLIC_URL"]).startswith("https://"),
            "TRUSTED_PROXIES": config["TRUSTED_PROXIES"] > 0,
            "MI_COMEDOR_ASSETS": config["ASSETS"] == "build",
        }.items()
        if not there
    ]
    return Found("settings", "look" if missing else "well", {"missing": ", ".join(missing)})


def disk() -> Found:
    """Room where the journal and an SQLite file grow."""
    folder = Path(current_app.instance_path)
    there = next(one for one in (folder, *folder.parents) if one.exists())
    free = shutil.disk_usage(there).free
    return Found("disk", "well" if free > ROOM else "ill", {"free_mb": free // 2**20})


def journal() -> Found:
    """Erasures and revocations must be written before the database is."""
    file = Path(current_app.config["JOURNAL"])
    place = next(one for one in (file, *file.parents) if one.exists())
    return Found("journal", "well" if os.access(place, os.W_OK) else "ill")


def backups() -> Found:
    """A backup that was proved good, is not old, and is still there. DS 016-2024-JUS: one each week in which data changed."""
    folder = Path(current_app.config["BACKUPS"])
    there = [entry["at"] for entry in entries("backup") if (folder / f"{entry['backup']}.backup").exists()]
    if not there:
        return Found("backups", "look", {"days": None})
    days = (clock.now() - datetime.fromisoformat(there[-1])).days
    return Found("backups", "look" if days >= WEEK else "well", {"days": days})


def database(connection: Connection) -> Found:
    """It answers, and is the one meant for many."""
    dialect = connection.dialect
    number = ".".join(str(part) for part in dialect.server_version_info or ())
    return Found("database", "well" if dialect.name == "postgresql" else "look", {"system": dialect.name, "version": number})


def migrations(connection: Connection) -> Found:
    """Its tables are those that this code expects."""
    here = set(MigrationContext.configure(connection).get_current_heads())
    wanted = set(ScriptDirectory(str(HOME / "migrations")).get_heads())
    values = {"here": ", ".join(sorted(here)), "wanted": ", ".join(sorted(wanted))}
    return Found("migrations", "well" if here == wanted else "ill", values)


def key(connection: Connection) -> Found:
    """The master key opens what was sealed here."""
    columns = select(Operation.kitchen_id, Operation.id, Operation.sealed).where(Operation.sealed.is_not(None))
    sealed = connection.execute(columns.order_by(Operation.kitchen_id, Operation.seq).limit(1)).one_or_none()
    if sealed is None:
        return Found("key", "well", {"opened": False})
    try:
        unseal(sealed.sealed, context(sealed.kitchen_id, sealed.id))
    except InvalidTag:
        return Found("key", "ill")
    return Found("key", "well", {"opened": True})


def places(connection: Connection) -> Found:
    """The territory is loaded."""
    count = connection.scalar(select(func.count()).select_from(Place)) or 0
    return Found("places", "well" if count else "ill", {"count": count})


def administrator(connection: Connection) -> Found:
    """Somebody can look after accounts."""
    count = select(func.count()).select_from(Account).where(Account.role == "administrator", Account.disabled_at.is_(None))
    return Found("administrator", "well" if connection.scalar(count) else "look")


def counting(connection: Connection) -> Found:
    """`flask rollups follow` runs and keeps up."""
    told = _of(connection, "lag_seconds", "days_uncounted", "operations")
    return Found("counting", "well" if told["lag_seconds"] <= LATE else "ill", told)


def replica(_connection: Connection) -> Found:
    """Where there is one, it follows closely enough to be read."""
    if not current_app.config["REPLICA_URL"]:
        return Found("replica", "well", {"seconds": None})
    stands = copy.stands()
    seconds = max(0, round((clock.now() - stands.until).total_seconds())) if stands and stands.until > copy.NEVER else -1
    return Found("replica", "well" if 0 <= seconds <= current_app.config["REPLICA_LAG"] else "look", {"seconds": seconds})


def held(connection: Connection) -> Found:
    """Somebody should look at what could not be accepted."""
    told = _of(connection, "held", "inbox", "phones", "phones_today")
    return Found("held", "look" if told["held"] else "well", told)


def _of(connection: Connection, *names: str) -> dict[str, int]:
    return {name: number for name, number in figures.read(connection).items() if name in names}


def life(connection: Connection) -> Found:
    """Which life of the database this is; it changes with a restore and with nothing else."""
    return Found("epoch", "well", {"epoch": epoch.current(connection)})


ALONE: tuple[Callable[[], Found], ...] = (versions, settings, disk, journal, backups)
INSIDE: tuple[Callable[[Connection], Found], ...] = (database, migrations, key, places, administrator, counting, replica, held, life)
