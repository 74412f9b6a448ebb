"""The real server as a history meets it: asked without a network, cut off in the middle of its work, and put back to what it was."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import Table, event

from app import journal
from app.accounts import commands as _  # noqa: F401 - every room's tables must be known
from app.database import Base, db, reading, writing
from app.sync import epoch, inbox, opening
from app.sync.replay import replay

#: What no history changes: the territory, and how far the tables were brought.
STANDING = ("place", "alembic_version")

#: All rows of all tables: a backup as a history takes it. How real backups are made and proved is told in tests/safekeeping.
Copy = dict[Table, list[dict[str, Any]]]


class PowerCut(BaseException):
    """The process is gone. No Exception: nobody may catch it and go on."""


class Server:
    """One application and its database, on which history follows history."""

    def __init__(self, app: Flask):
        self.app, self.client = app, app.test_client()
        self._moments: int | None = None
        with app.app_context():
            event.listen(db.engine, "connect", _hurries)
            event.listen(db.engine, "before_cursor_execute", lambda *_: self._lives())
            event.listen(db.engine, "commit", lambda *_: self._lives())
        self._first: Copy = {}

    def _lives(self) -> None:
        """A statement or a commit comes: the last of its moments is the cut."""
        if self._moments is not None:
            self._moments -= 1
            if self._moments < 0:
                self._moments = None
                raise PowerCut

    def begins_anew(self) -> None:
        """Another history: what the database held when this was first asked, and a journal that knows nothing."""
        self._first = self._first or self.copy()
        Path(self.app.config["JOURNAL"]).unlink(missing_ok=True)
        self.put_back(self._first)
        self.starts()

    def answers(self, path: str, headers: dict[str, str], body: bytes, moments: int | None = None) -> dict[str, Any] | None:
        """The answer to one request; None when the power went `moments` statements and commits into it, after which it starts again."""
        self._moments = moments
        try:
            said = self.client.post(path, data=body, headers=headers)
        except PowerCut:
            self.starts()
            return None
        finally:
            self._moments = None
        return {"status": said.status_code, "headers": {"Content-Type": said.content_type or ""}, "body": said.get_data()}

    def starts(self) -> None:
        """A new process looks at what it finds before it answers anybody."""
        with self.app.app_context():
            opening.look()
            inbox.take_up()

    def copy(self) -> Copy:
        """A backup."""
        with self.app.app_context(), reading() as connection:
            return {table: [dict(row) for row in connection.execute(table.select()).mappings()] for table in _tables()}

    def put_back(self, copy: Copy) -> None:
        """The database as it was, which nobody tells it."""
        with self.app.app_context(), writing() as connection:
            for table in reversed(_tables()):
                connection.execute(table.delete())
            for table, rows in copy.items():
                if rows:
                    connection.execute(table.insert(), rows)

    def restore(self, copy: Copy) -> None:
        """The database as it was, as our own command leaves it: what must not come back done again, and another life begun."""
        self.put_back(copy)
        with self.app.app_context():
            replay(journal.entries())
            with reading() as connection:
                life = epoch.current(connection)
            epoch.note(epoch.change(life))

    @contextmanager
    def inside(self) -> Iterator[None]:
        """Within the application."""
        with self.app.app_context():
            yield


def _hurries(connection: Any, _record: Any) -> None:
    """Nobody cuts this machine's power: SQLite need not wait for the disk."""
    if "sqlite" in type(connection).__module__:
        connection.execute("PRAGMA synchronous=OFF")


def _tables() -> list[Table]:
    return [table for table in Base.metadata.sorted_tables if table.name not in STANDING]
