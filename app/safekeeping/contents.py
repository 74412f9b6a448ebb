"""What a database holds, told shortly enough to compare a copy with its original: rows of every table, places in the logs, one digest."""

import hashlib
from collections.abc import Iterator

import msgspec
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection, String, inspect

from app.safekeeping.system import System


class Contents(msgspec.Struct, frozen=True):
    """Rows by table; operations of all logs, and how many logs; SHA-256 over every log's last `seq`, and over all rows of all tables."""

    tables: dict[str, int]
    operations: int
    notebooks: int
    heads: str
    digest: str


class Manifest(msgspec.Struct, frozen=True):
    """What lies in a backup before the database's own bytes: what it held, and the journal's lines of that hour."""

    contents: Contents
    journal: list[str]


def migration(connection: Connection) -> str:
    """The migration that the tables are at; empty where there are none."""
    return ",".join(sorted(MigrationContext.configure(connection).get_current_heads()))


def read(connection: Connection, system: System) -> Contents:
    """Read everything once. The connection sees one moment of the database."""
    tables, digest = {}, hashlib.sha256()
    for table in sorted(inspect(connection).get_table_names()):
        digest.update(f"\n{table}\n".encode())
        for row in _rows(connection, system, table):
            digest.update(row)
        tables[table] = int(connection.exec_driver_sql(f'select count(*) from "{table}"').scalar_one())  # noqa: S608 - the database's own name
    heads = [tuple(row) for row in connection.exec_driver_sql("select kitchen_id, seq from notebook order by kitchen_id")]
    said = hashlib.sha256(repr(heads).encode()).hexdigest()
    return Contents(tables, sum(seq for _, seq in heads), len(heads), said, digest.hexdigest())


def _rows(connection: Connection, system: System, table: str) -> Iterator[bytes]:
    looked = inspect(connection)
    types = {column["name"]: column["type"] for column in looked.get_columns(table)}
    keys = looked.get_pk_constraint(table)["constrained_columns"]
    return system.rows(connection, table, [(key, isinstance(types[key], String)) for key in keys])
