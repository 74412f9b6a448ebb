"""Databases of a test's own: a PostgreSQL server for the run, and templates built once that each test copies.

Needs PostgreSQL's server programs (Debian's postgresql-15). Works as a plain user and as root, for whom it runs as `postgres`.
"""

import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import tempfile
import time
import uuid
from pathlib import Path

import flask_migrate
import psycopg

from app import create_app
from app.database import db

HOME = Path(__file__).resolve().parent.parent
#: 32 bytes that protect nothing: the same in every run, so that a failure repeats.
TEST_KEY = "b25seSBmb3IgdGVzdHMsIG5ldmVyIGZvciBwZW9wbGU="


def dies_with_us(stop: signal.Signals, user: str | None = None) -> list[str]:
    """The words before a command that has it stopped when this process ends, however it ends; Linux only, else nothing."""
    if not shutil.which("setpriv"):
        return []
    identity = [f"--reuid={user}", f"--regid={user}", "--clear-groups"] if user else []
    return ["setpriv", f"--pdeathsig={stop.name.removeprefix('SIG')}", *identity, "--"]


def free_port() -> int:
    """A TCP port of the loopback that nobody listens on."""
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return int(asked.getsockname()[1])


class Postgres:
    """A private PostgreSQL server on the loopback that forgets everything when it stops."""

    def __init__(self) -> None:
        self.user = "postgres" if os.geteuid() == 0 else None
        self.home = Path(tempfile.mkdtemp(prefix="mc-pg-"))  # short: a socket's path has at most 107 characters
        if self.user:
            shutil.chown(self.home, self.user, self.user)
        self.port = free_port()
        self._make()
        self.process = self._run("postgres", "-D", "data", "-p", str(self.port), "-k", str(self.home), *self._settings())
        self._wait()

    def _make(self) -> None:
        self._run("initdb", "-D", "data", "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "-N").wait()

    @staticmethod
    def _settings() -> list[str]:
        settings = ("listen_addresses=127.0.0.1", "fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=50")
        return [word for setting in settings for word in ("-c", setting)]

    def _run(self, name: str, *words: str) -> subprocess.Popen[bytes]:
        command = [*dies_with_us(signal.SIGINT, self.user), str(program(name)), *words]
        with open(self.home / f"{name}.log", "wb") as log:
            return subprocess.Popen(command, cwd=self.home, stdin=subprocess.DEVNULL, stdout=log, stderr=log)

    def _wait(self) -> None:
        for _ in range(200):
            try:
                self._connect().close()
                return
            except psycopg.OperationalError:
                time.sleep(0.05)
        logs = "\n".join(log.read_text() for log in self.home.glob("*.log"))
        raise RuntimeError(f"The private PostgreSQL did not start:\n{logs}")

    def _connect(self) -> psycopg.Connection:
        return psycopg.connect(self.url("postgres"), autocommit=True)

    def url(self, name: str) -> str:
        """The address of the database called `name`."""
        return f"postgresql://postgres@127.0.0.1:{self.port}/{name}"

    def create(self, template: str = "template0", name: str = "") -> str:
        """Make a database as a copy of `template`, which nobody may be using; returns its name, by default one that is nobody else's."""
        name = name or f"t{uuid.uuid4().hex[:12]}"
        with self._connect() as connection:
            connection.execute(f"CREATE DATABASE {name} TEMPLATE {template}".encode())
        return name

    def drop(self, name: str) -> None:
        """Throw a database away with what a restore set aside of it, whoever is still connected."""
        with self._connect() as connection:
            theirs = connection.execute(
                "SELECT datname FROM pg_database WHERE datname = %s OR starts_with(datname, %s)", (name, f"{name}_")
            )
            for (one,) in theirs.fetchall():
                connection.execute(f"DROP DATABASE {one} WITH (FORCE)".encode())

    def stop(self) -> None:
        """Stop the server and remove its files."""
        self.process.send_signal(signal.SIGQUIT)
        self.process.wait(30)
        shutil.rmtree(self.home)


class Standby(Postgres):
    """A second server that follows another one: a streaming replica of all its databases."""

    def __init__(self, primary: Postgres) -> None:
        self.primary = primary
        super().__init__()

    def _make(self) -> None:
        source = ("-d", self.primary.url("postgres"), "-D", "data", "-R", "-X", "stream", "-c", "fast", "--no-sync")
        if self._run("pg_basebackup", *source).wait():
            raise RuntimeError((self.home / "pg_basebackup.log").read_text())

    def waits(self, waiting: bool = True) -> None:
        """Receive, and replay nothing; or go on."""
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute("SELECT pg_wal_replay_pause()" if waiting else "SELECT pg_wal_replay_resume()")


def program(name: str) -> Path:
    """One of PostgreSQL's server programs, of the newest version that is installed."""
    installed = sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"), key=lambda one: int(one.parts[4]))
    found = installed[-1] if installed else shutil.which("postgres")
    if not found:
        raise RuntimeError("PostgreSQL's server programs are missing: apt-get install -y --no-install-recommends postgresql-15")
    return Path(found).parent / name


def build(url: str, instance: Path) -> None:
    """Bring the empty database at `url` to where a new installation begins: tables by migration, and the territory."""
    app = create_app({"DATABASE_URL": url, "MASTER_KEY": TEST_KEY, "JOURNAL": str(instance / "journal.jsonl"), "TESTING": True})
    with app.app_context():
        if list((HOME / "migrations" / "versions").glob("*.py")):
            flask_migrate.upgrade(str(HOME / "migrations"))
        else:
            db.create_all()
        loaded = app.test_cli_runner().invoke(args=["places", "load"])
        assert loaded.exit_code == 0, loaded.output
        db.engine.dispose()


def build_sqlite(file: Path) -> Path:
    """Build `file` and fold its write-ahead log into it, so that copying the one file copies everything."""
    build(f"sqlite:///{file}", file.parent)
    with sqlite3.connect(file) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    return file
