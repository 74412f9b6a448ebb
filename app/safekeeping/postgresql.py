"""Backups of a PostgreSQL database: pg_dump of one exported snapshot, pg_restore into a scratch database, moved by renaming.

Needs the right to make databases (`alter role … createdb`): nothing is proved by a backup that was never restored.
"""

import subprocess
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import IO, Any

import psycopg
from psycopg import sql
from sqlalchemy import URL, Connection, create_engine, make_url
from sqlalchemy.pool import NullPool

from app import clock
from app.safekeeping import programs
from app.safekeeping.refused import Refused

BLOCK = 2**20
#: What all values are written by, whatever the server's own settings.
PLAIN = ("set local timezone = 'UTC'", "set local bytea_output = 'hex'", "set local datestyle = 'ISO'", "set local extra_float_digits = 1")


class Postgresql:
    """The database of an address, and a scratch database on the same server."""

    name = "postgresql"

    def __init__(self, url: URL) -> None:
        self.url = url
        self.scratch_url = url.set(database=f"{url.database}_scratch")

    @contextmanager
    def copied(self) -> Iterator[tuple[Connection, Iterator[bytes]]]:
        """See `System`. pg_dump sees the very moment that the connection sees."""
        engine = create_engine(self.url, poolclass=NullPool, isolation_level="REPEATABLE READ")
        with engine.connect() as connection, connection.begin():
            snapshot = connection.exec_driver_sql("select pg_export_snapshot()").scalar_one()
            yield connection, self._dumped(str(snapshot))

    def _dumped(self, snapshot: str) -> Iterator[bytes]:
        options = ["--format=custom", "--no-owner", "--no-privileges", f"--snapshot={snapshot}"]
        with _run("pg_dump", self.url, *options, stdout=subprocess.PIPE) as process:
            while block := process.stdout.read(BLOCK):
                yield block

    def rows(self, connection: Connection, table: str, keys: Sequence[tuple[str, bool]]) -> Iterator[bytes]:
        """See `System`. As COPY writes them; text is ordered by its bytes, which every server does alike."""
        for setting in PLAIN:
            connection.exec_driver_sql(setting)
        order = sql.SQL(", ").join(sql.SQL('{} collate "C"' if text else "{}").format(sql.Identifier(key)) for key, text in keys)
        query = sql.SQL("copy (select * from {} order by {}) to stdout").format(sql.Identifier(table), order or sql.SQL("1"))
        driver: Any = connection.connection.driver_connection
        with driver.cursor() as cursor, cursor.copy(query) as copy:
            yield from (bytes(block) for block in copy)

    @contextmanager
    def scratch(self) -> Iterator[str]:
        """See `System`. Of the same encoding and collation as the live one."""
        self._drop(self.scratch_url.database)
        try:
            self._create()
            yield self.scratch_url.render_as_string(hide_password=False)
        finally:
            self._drop(self.scratch_url.database)

    def _create(self) -> None:
        with self._server() as server:
            alike = "select pg_encoding_to_char(encoding), datcollate, datctype from pg_database where datname = %s"
            encoding, collate, ctype = server.execute(alike, [self.url.database]).fetchone() or ("UTF8", None, None)
            words = [sql.SQL("create database {} template template0 encoding {}").format(_name(self.scratch_url), sql.Literal(encoding))]
            if collate:
                words.append(sql.SQL("lc_collate {} lc_ctype {}").format(sql.Literal(collate), sql.Literal(ctype)))
            try:
                server.execute(sql.SQL(" ").join(words))
            except psycopg.errors.InsufficientPrivilege:
                raise Refused("no-right", user=server.info.user) from None

    def fill(self, scratch: str, content: Iterable[bytes]) -> None:
        """See `System`."""
        # Months that lie on slower storage here come back to the database's own: the other server may have none.
        options = ["--no-owner", "--no-privileges", "--no-tablespaces", "--exit-on-error", "--single-transaction"]
        with _run("pg_restore", make_url(scratch), *options, stdin=subprocess.PIPE) as process:
            try:
                for block in content:
                    process.stdin.write(block)
                process.stdin.close()
            except BrokenPipeError:
                pass  # it ended before; how it ended says why

    def is_there(self) -> bool:
        """See `System`."""
        with self._server() as server:
            return server.execute("select 1 from pg_database where datname = %s", [self.url.database]).fetchone() is not None

    def is_used(self) -> bool:
        """See `System`."""
        with self._server() as server:
            return server.execute("select 1 from pg_stat_activity where datname = %s", [self.url.database]).fetchone() is not None

    def swap(self, scratch: str) -> str:
        """See `System`. Two renamings in one transaction."""
        there, kept = self.is_there(), self.url.set(database=f"{self.url.database}_before_{clock.now():%Y%m%d%H%M%S}")
        rename = sql.SQL("alter database {} rename to {}")
        with self._server() as server, server.transaction():
            try:
                if there:
                    server.execute(rename.format(_name(self.url), _name(kept)))
                server.execute(rename.format(_name(make_url(scratch)), _name(self.url)))
            except psycopg.errors.ObjectInUse:
                raise Refused("in-use") from None
        return str(kept.database) if there else ""

    def forget(self, kept: str) -> None:
        """See `System`."""
        self._drop(kept)

    def _drop(self, database: str | None) -> None:
        with self._server() as server:
            server.execute(sql.SQL("drop database if exists {} with (force)").format(sql.Identifier(str(database))))

    def _server(self) -> "psycopg.Connection[Any]":
        """A connection to the server's own database: nobody may be in one that is renamed."""
        return psycopg.connect(_plain(self.url.set(database="postgres"), password=True), autocommit=True)


def _name(url: URL) -> sql.Identifier:
    return sql.Identifier(str(url.database))


def _plain(url: URL, password: bool) -> str:
    """The address as PostgreSQL's own programs read it."""
    shown = url.set(drivername="postgresql") if password else url.set(drivername="postgresql", password=None)
    return shown.render_as_string(hide_password=False)


@contextmanager
def _run(program: str, url: URL, *options: str, **pipes: Any) -> Iterator[Any]:
    """One of PostgreSQL's programs, which must end well. The password goes by its environment: everybody sees a command's words."""
    environment = {"PGPASSWORD": str(url.password)} if url.password else {}
    said: IO[bytes]
    with tempfile.TemporaryFile() as said:
        command = [programs.path(program), "--no-password", f"--dbname={_plain(url, password=False)}", *options]
        with subprocess.Popen(command, stderr=said, env=environment, **pipes) as process:  # noqa: S603 - PostgreSQL's own
            try:
                yield process
            except BaseException:
                process.kill()
                raise
        if process.returncode:
            said.seek(0)
            lines = said.read().decode("utf-8", "replace").strip().splitlines()
            raise Refused("program", program=program, said=lines[-1] if lines else str(process.returncode))
