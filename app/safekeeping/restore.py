"""Putting a backup where the database is. All refusals and all work come before the live one is touched.

Everything happens in a scratch database: proved against what the backup says it holds, brought to this program's tables, told by the
journal whom it must forget and which phones it must not know, and given a new life. Then one renaming puts it in place. Cut off before
that, nothing has happened and the same command begins again; cut off after it, all has happened.
"""

from contextlib import suppress
from dataclasses import dataclass

import flask_migrate
from alembic.script import ScriptDirectory
from flask import current_app
from sqlalchemy import Connection, create_engine, inspect
from sqlalchemy.pool import NullPool

from app import create_app, journal, seal
from app.database import db, reading
from app.safekeeping import backup, shelf
from app.safekeeping.contents import Manifest
from app.safekeeping.refused import Refused
from app.safekeeping.system import System
from app.settings import HOME
from app.sync import epoch, lent
from app.sync.replay import replay

MIGRATIONS = str(HOME / "migrations")
#: A database with no row in any of these is one that nobody has used.
USED = ("unit", "account", "operation")
#: What the scratch database's application has in common with this one.
SHARED = ("ENVIRONMENT", "MASTER_KEY", "JOURNAL", "BACKUPS", "PUBLIC_URL", "ASSETS")


@dataclass(frozen=True)
class Done:
    """What was restored, the new life, and where the old database is kept (empty where there was none, or nothing in it)."""

    backup: shelf.Backup
    manifest: Manifest
    epoch: str
    kept: str


def restore(name: str, replace: bool, older: bool) -> Done:
    """Restore a backup. `replace`: though the live database is used, which is then kept under another name. `older`: though there is a
    newer backup. Raises `Refused`; then the live database is as it was."""
    found, system = shelf.find(name), backup.here()
    _refuse_by_its_head(found, older)
    db.session.remove()
    db.engine.dispose()
    used = _is_used_by_people(system)
    if used and not replace:
        raise Refused("target-used")
    if system.is_used():
        raise Refused("in-use")
    with backup.proved(found.file) as restored:
        journal.add(line.encode() for line in restored.manifest.journal)
        life = _made_ready(restored.scratch)
        kept = system.swap(restored.scratch)
    with suppress(OSError):  # the next process takes note of it by itself
        epoch.note(life)
    if kept and not used:
        system.forget(kept)
    return Done(found, restored.manifest, life, kept if used else "")


def _refuse_by_its_head(found: shelf.Backup, older: bool) -> None:
    head, ours = found.head, {script.revision for script in ScriptDirectory(MIGRATIONS).walk_revisions()}
    if head.key != seal.key_name():
        raise Refused("wrong-key", theirs=head.key, ours=seal.key_name())
    if not set(head.migration.split(",")) <= ours:
        raise Refused("newer-tables", theirs=head.migration)
    if head.name < (latest := shelf.latest()) and not older:
        raise Refused("older", latest=latest)


def _is_used_by_people(system: System) -> bool:
    if not system.is_there():
        return False
    with create_engine(current_app.config["SQLALCHEMY_DATABASE_URI"], poolclass=NullPool).connect() as connection:
        tables = set(inspect(connection).get_table_names())
        return any(_has_a_row(connection, table) for table in USED if table in tables)


def _has_a_row(connection: Connection, table: str) -> bool:
    return connection.exec_driver_sql(f"select 1 from {table} limit 1").first() is not None  # noqa: S608 - one of ours


def _made_ready(scratch: str) -> str:
    """Bring a scratch database to this program's tables, do again what the journal tells, and give it a new life, which is returned."""
    app = create_app({"DATABASE_URL": scratch} | {name: current_app.config[name] for name in SHARED})
    with app.app_context():
        try:
            flask_migrate.upgrade(MIGRATIONS)
            replay(journal.entries())
            lent.end()
            with reading() as connection:
                before = epoch.current(connection)
            return epoch.change(before)
        finally:
            db.session.remove()
            db.engine.dispose()
