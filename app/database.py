"""The database, SQLite or PostgreSQL, and the few statements that must mean the same on both.

Enters: rows as dictionaries. Leaves: connections inside a transaction. Durable on both: SQLite runs in WAL with synchronous=FULL,
because a phone that was told *accepted* may be lost an hour later.
"""

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from flask import Flask, g
from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy
from psycopg import _queries
from sqlalchemy import Connection, Engine, MetaData, String, Table, event, literal_column
from sqlalchemy.exc import DisconnectionError
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.sql.functions import FunctionElement

from app.rows import insert


class Base(DeclarativeBase):
    """The base of every table; the names of constraints are fixed so that migrations can name them."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_N_label)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


#: Connections that a process keeps: one for each of its threads (deploy/gunicorn.py). A new one costs more than the push it is for, and the
#: one that was last used knows the statements already: it is the next.
KEPT = 16
#: The engine of the database's replica, where there is one (app/replica.py).
REPLICA = "replica"
#: Seconds after which a connection of the pool may have lost its server.
RESTED = 1.0
#: Characters of the longest statement that is sent often: the figures of a day and its month have 11,400.
LONGEST_STATEMENT = 16_384

db = SQLAlchemy(model_class=Base)
migrate = Migrate(db=db, render_as_batch=True, directory="migrations")


def init_app(app: Flask) -> None:
    """Connect the application to the database its settings name."""
    app.config["SQLALCHEMY_DATABASE_URI"] = _with_driver(app.config["DATABASE_URL"])
    if app.config["DATABASE_URL"] != "sqlite://":  # a database in memory has one connection
        app.config.setdefault("SQLALCHEMY_ENGINE_OPTIONS", {"pool_size": KEPT, "pool_use_lifo": True})
    if app.config["REPLICA_URL"]:
        patience = {"connect_timeout": 2}
        url = _with_driver(app.config["REPLICA_URL"])
        app.config["SQLALCHEMY_BINDS"] = {REPLICA: {"url": url, "pool_size": KEPT, "connect_args": patience}}
    db.init_app(app)
    migrate.init_app(app)
    with app.app_context():
        for engine in db.engines.values():
            _greet_after_a_rest(engine)
        if db.engine.dialect.name == "sqlite":
            _set_up_sqlite(db.engine)
        else:
            _remember_long_statements()


def _with_driver(url: str) -> str:
    for plain in ("postgres://", "postgresql://"):
        if url.startswith(plain):
            return "postgresql+psycopg://" + url.removeprefix(plain)
    return url


def _greet_after_a_rest(engine: Engine) -> None:
    """Ask a connection that has rested whether its server still lives; another takes its place if not. One that was just used is not
    asked: a request takes several, one after the other, and each question would cost as much as a statement."""

    @event.listens_for(engine, "checkin")
    def _rests(_connection: Any, record: Any) -> None:
        record.info["rests_since"] = time.monotonic()

    @event.listens_for(engine, "checkout")
    def _greet(connection: Any, record: Any, _proxy: Any) -> None:
        if time.monotonic() - record.info.get("rests_since", time.monotonic()) < RESTED:
            return
        try:
            engine.dialect.do_ping(connection)
        except engine.dialect.loaded_dbapi.Error as error:
            raise DisconnectionError from error


def _remember_long_statements() -> None:
    """A statement of more characters than this psycopg reads again for the places of its values, each time that it is sent: half of what a
    push spent in the driver. Elsewhere long ones are made up as they are needed; ours are few, and written once."""
    _queries.MAX_CACHED_STATEMENT_LENGTH = LONGEST_STATEMENT


def _set_up_sqlite(engine: Engine) -> None:
    @event.listens_for(engine, "connect")
    def _pragmas(connection: Any, _record: Any) -> None:
        connection.isolation_level = None  # the driver must not begin transactions by itself: savepoints would break
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=30000"):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        # A reader that turns into a writer may find its snapshot stale and fail at once; a writer says so from the start.
        immediate = connection.get_execution_options().get("writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")


@contextmanager
def writing() -> Iterator[Connection]:
    """A connection in a transaction that will write: committed at the end, rolled back on an exception."""
    with db.engine.connect().execution_options(writes=True) as connection, connection.begin():
        yield connection
    g.wrote = True


def wrote() -> bool:
    """Whether this request or command has written anything."""
    return bool(g.get("wrote"))


class local_setting(FunctionElement[str]):  # noqa: N801 - reads as what it is
    """A setting of PostgreSQL for the rest of the transaction, selected or returned beside something else; SQLite has none."""

    type = String()
    inherit_cache = True


@compiles(local_setting, "postgresql")
def _set(element: local_setting, compiler: Any, **how: Any) -> str:
    return f"set_config({compiler.process(element.clauses, **how)}, true)"


@compiles(local_setting, "sqlite")
def _not_set(_element: local_setting, _compiler: Any, **_how: Any) -> str:
    return "NULL"


#: The commit does not wait for the disk: for what can be made again, and what a crash may take back whole.
UNAWAITED = local_setting(literal_column("'synchronous_commit'"), literal_column("'off'"))
#: A statement is planned once and not for each of its values: a push's are always of one kitchen, and to plan over months costs more than
#: it saves.
PLANNED_ONCE = local_setting(literal_column("'plan_cache_mode'"), literal_column("'force_generic_plan'"))


@contextmanager
def reading() -> Iterator[Connection]:
    """A connection in a transaction that sees one moment of the database and writes nothing: of its replica, if that was chosen."""
    options: dict[str, Any] = {"isolation_level": "REPEATABLE READ"} if db.engine.dialect.name == "postgresql" else {}
    engine = g.get("reads_from") or db.engine
    with engine.connect().execution_options(**options) as connection, connection.begin():
        yield connection


@contextmanager
def asking() -> Iterator[Connection]:
    """A connection for a single question: without a transaction around it, where the database can do without."""
    options: dict[str, Any] = {"isolation_level": "AUTOCOMMIT"} if db.engine.dialect.name == "postgresql" else {}
    with db.engine.connect().execution_options(**options) as connection, connection.begin():
        yield connection


def insert_new(connection: Connection, table: Table, rows: Sequence[dict[str, Any]]) -> None:
    """Insert `rows`, passing over those whose primary key stands already."""
    insert(connection, table, rows, "pass")


def put(connection: Connection, table: Table, rows: Sequence[dict[str, Any]]) -> None:
    """Insert `rows` or replace those with the same primary key. All rows have the same columns."""
    insert(connection, table, rows, "replace")
