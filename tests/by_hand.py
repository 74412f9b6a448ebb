"""An old database put back by hand, as somebody does who knows nothing of our commands."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import psycopg
from flask import Flask
from sqlalchemy import make_url

from app import create_app
from app.database import db


class Shelf:
    """A copy of a database: `keep` takes it, `put_back` puts it where the database is."""

    def __init__(self, app: Flask):
        self.app, self.url = app, make_url(app.config["DATABASE_URL"])

    def keep(self) -> None:
        """Copy the database as it is."""
        with self._nobody_in_it():
            if self.url.get_backend_name() == "sqlite":
                with (
                    closing(sqlite3.connect(str(self.url.database))) as live,
                    closing(sqlite3.connect(f"{self.url.database}.kept")) as kept,
                ):
                    live.backup(kept)
            else:
                self._say(f"create database {self.url.database}_kept template {self.url.database}")

    def put_back(self) -> None:
        """Make the database what it was."""
        with self._nobody_in_it():
            if self.url.get_backend_name() == "sqlite":
                for ending in ("-wal", "-shm"):
                    Path(f"{self.url.database}{ending}").unlink(missing_ok=True)
                shutil.copy(f"{self.url.database}.kept", str(self.url.database))
            else:
                self._say(f"drop database {self.url.database}")
                self._say(f"create database {self.url.database} template {self.url.database}_kept")

    def restart(self) -> Flask:
        """End the process and start another; `app` is the new one."""
        with self._nobody_in_it():
            names = ("DATABASE_URL", "MASTER_KEY", "JOURNAL", "TESTING")
            self.app = create_app({name: self.app.config[name] for name in names})
        return self.app

    @contextmanager
    def _nobody_in_it(self) -> Iterator[None]:
        with self.app.app_context():
            db.session.remove()
            db.engine.dispose()
        yield

    def _say(self, statement: str) -> None:
        with psycopg.connect(self.url.set(database="postgres").render_as_string(hide_password=False), autocommit=True) as connection:
            connection.execute(statement.encode())
