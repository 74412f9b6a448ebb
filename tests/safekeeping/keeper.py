"""Whoever looks after a server: she backs up, loses everything, and restores."""

from pathlib import Path

import psycopg
from click.testing import Result
from flask import Flask
from sqlalchemy import make_url, select

from app import create_app
from app.database import db, reading
from app.sync import epoch
from app.sync.models import OperationId
from tests.a_phone import APhone
from tests.stories import Confederation

SETTINGS = ("DATABASE_URL", "MASTER_KEY", "JOURNAL", "BACKUPS", "TESTING")


class Keeper:
    """`app` is the server as it runs now; after `destroys` or `restores` it is another process."""

    def __init__(self, confederation: Confederation):
        self.confederation, self.app = confederation, confederation.app
        self.url = make_url(self.app.config["DATABASE_URL"])

    @property
    def folder(self) -> Path:
        """Where backups lie."""
        return Path(self.app.config["BACKUPS"])

    def backs_up(self, *words: str) -> Path:
        """`flask backup`; returns the new file."""
        before = set(self.folder.glob("*.backup"))
        self.says("backup", *words)
        (new,) = set(self.folder.glob("*.backup")) - before
        return new

    def destroys(self) -> None:
        """The disk with the database is gone; journal and backups were on another one."""
        self._ends()
        if self.url.get_backend_name() == "sqlite":
            for ending in ("", "-wal", "-shm"):
                Path(f"{self.url.database}{ending}").unlink(missing_ok=True)
        else:
            self._server(f'drop database "{self.url.database}"')
            self._server(f'create database "{self.url.database}" template template0')
        self._begins()

    def restores(self, *words: object) -> Result:
        """`flask restore` while the server is off, which is started again afterwards."""
        self._ends()
        self._begins()
        result = self.tries("restore", *words)
        self._ends()
        self._begins()
        return result

    def tries(self, *words: object) -> Result:
        """A command, whatever comes of it."""
        return self.app.test_cli_runner().invoke(args=[str(word) for word in words])

    def says(self, *words: object) -> str:
        """A command that must succeed."""
        result = self.tries(*words)
        assert result.exit_code == 0, (result.output, result.exception)
        return result.output

    def connects(self, *phones: APhone) -> None:
        """The phones reach the server that runs now."""
        for phone in phones:
            phone.client = self.app.test_client()

    def life(self) -> str:
        """The epoch."""
        with self.app.app_context(), reading() as connection:
            return epoch.current(connection)

    def ids(self) -> set[str]:
        """Of every operation in the log."""
        with self.app.app_context(), reading() as connection:
            return set(connection.scalars(select(OperationId.id)))

    def databases(self) -> list[str]:
        """Everything of this database that lies about, without the live one itself."""
        live = Path(str(self.url.database)).name
        if self.url.get_backend_name() == "sqlite":
            found = [file.name for file in Path(str(self.url.database)).parent.glob(f"{live}*")]
            return sorted(name for name in found if name not in (live, f"{live}-wal", f"{live}-shm"))
        names = [str(row[0]) for row in self._server("select datname from pg_database")]
        return sorted(name for name in names if name.startswith(f"{live}_"))

    def another(self, **settings: str) -> Flask:
        """A process with other settings."""
        return create_app({name: self.app.config[name] for name in SETTINGS} | settings)

    def _ends(self) -> None:
        with self.app.app_context():
            db.session.remove()
            db.engine.dispose()

    def _begins(self) -> None:
        self.app = self.another()

    def _server(self, statement: str) -> list[tuple[object, ...]]:
        with psycopg.connect(self.url.set(database="postgres").render_as_string(hide_password=False), autocommit=True) as connection:
            done = connection.execute(statement.encode())
            return done.fetchall() if done.description else []
