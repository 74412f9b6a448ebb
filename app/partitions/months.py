"""Which tables lie by month and in which partitions, as PostgreSQL's own catalogue has it."""

import re
from dataclasses import dataclass

from sqlalchemy import Connection, DateTime, Table, text

from app import clock
from app.database import db

#: The schema of all partitions: who looks for tables finds each once.
SCHEMA = "months"
_KEY = re.compile(r'RANGE \("?(\w+)"?\)')
_FOUND = text("""
    SELECT child.relname AS name, coalesce(space.spcname, '') AS tablespace, pg_total_relation_size(child.oid) AS bytes
    FROM pg_inherits JOIN pg_class child ON child.oid = inhrelid LEFT JOIN pg_tablespace space ON space.oid = child.reltablespace
    WHERE inhparent = to_regclass(:parent) ORDER BY child.relname
""")


@dataclass(frozen=True)
class Partition:
    """A month of a table, or with `period` None what is of no month that has a partition."""

    table: Table
    period: str | None
    #: Empty: the database's own.
    tablespace: str
    bytes: int

    @property
    def name(self) -> str:
        """Its name, with the schema."""
        return named(self.table, self.period)


def tables() -> list[Table]:
    """The tables that lie by month."""
    return [table for table in db.metadata.sorted_tables if table.dialect_options["postgresql"]["partition_by"]]


def key(table: Table) -> str:
    """The column by whose month a table lies: a date, or an instant."""
    said = _KEY.fullmatch(table.dialect_options["postgresql"]["partition_by"])
    if said is None:
        raise ValueError(f"{table.name} does not lie by month")
    return said[1]


def named(table: Table, period: str | None) -> str:
    """`months.operation_2026_11`."""
    return f"{SCHEMA}.{table.name}_{period.replace('-', '_') if period else 'other'}"


def bounds(table: Table, period: str) -> tuple[str, str]:
    """The first value of a month, and the first of the next. A month of instants is one in UTC."""
    hour = " 00:00+00" if isinstance(table.c[key(table)].type, DateTime) else ""
    return f"{clock.first_day(period)}{hour}", f"{clock.first_day(clock.next_period(period))}{hour}"


def within(table: Table, period: str) -> str:
    """The condition that a row is of a month."""
    first, after = bounds(table, period)
    return f""" "{key(table)}" >= '{first}' AND "{key(table)}" < '{after}' """.strip()


def attached(table: Table, period: str) -> str:
    """The words that make a table of its partition's name a month of it."""
    first, after = bounds(table, period)
    return f"ALTER TABLE {table.name} ATTACH PARTITION {named(table, period)} FOR VALUES FROM ('{first}') TO ('{after}')"


def found(connection: Connection, table: Table) -> list[Partition]:
    """The partitions that a table has, month by month; none where the database keeps it whole."""
    if connection.dialect.name != "postgresql":
        return []
    rows = connection.execute(_FOUND, {"parent": table.name})
    return [Partition(table, _period(table, row.name), row.tablespace, row.bytes) for row in rows]


def _period(table: Table, name: str) -> str | None:
    said = name.removeprefix(f"{table.name}_").replace("_", "-")
    return said if clock.is_period(said) else None
