"""Moving old months to other storage while everybody goes on reading them.

A month is copied under a lock that only keeps out who would write in it (an erasure, a day told years late); then the copy takes its place
in one moment.
"""

import time

from sqlalchemy import Connection, text
from sqlalchemy.exc import OperationalError

from app.database import reading, writing
from app.partitions import months
from app.partitions.ahead import PATIENCE
from app.partitions.months import Partition

#: How often the moment is tried for, and seconds between: whoever reads for long has the table until she is done.
TRIES, BETWEEN = 60, 5.0
_THERE = text("SELECT 1 FROM pg_tablespace WHERE spcname = :name")


def is_storage(tablespace: str) -> bool:
    """Whether the database has a tablespace of this name."""
    with reading() as connection:
        return connection.dialect.name == "postgresql" and connection.execute(_THERE, {"name": tablespace}).first() is not None


def every() -> list[Partition]:
    """Every partition of every table, month by month."""
    with reading() as connection:
        return [partition for table in months.tables() for partition in months.found(connection, table)]


def before(period: str, tablespace: str) -> list[Partition]:
    """The months before `period` that do not lie in a tablespace yet."""
    return [one for one in every() if one.period and one.period < period and (one.tablespace or "pg_default") != tablespace]


def move(partition: Partition, tablespace: str) -> None:
    """Move a month, with its indexes, to a tablespace that is there. Raises OperationalError if others never leave it a moment."""
    name, aside = partition.name, f"{partition.name}_moving"
    within = months.within(partition.table, partition.period or "")
    with writing() as connection:
        connection.exec_driver_sql(f"LOCK TABLE {name} IN SHARE MODE")
        connection.exec_driver_sql(f'SET LOCAL default_tablespace TO "{tablespace}"')
        connection.exec_driver_sql(f"CREATE TABLE {aside} (LIKE {name} INCLUDING ALL)")
        connection.exec_driver_sql(f"INSERT INTO {aside} SELECT * FROM {name}")  # noqa: S608 - names of ours
        connection.exec_driver_sql(f"ANALYZE {aside}")
        # What is known to hold is not looked for again at the moment when everybody waits.
        connection.exec_driver_sql(f"ALTER TABLE {aside} ADD CONSTRAINT within CHECK ({within})")
        take_its_place(connection, partition, aside)


def take_its_place(connection: Connection, partition: Partition, aside: str) -> None:
    """Drop a month and let its copy be the month; for that moment nobody may use the table."""
    connection.exec_driver_sql(f"SET LOCAL lock_timeout TO '{PATIENCE}'")
    for tried in range(TRIES):
        try:
            with connection.begin_nested():
                connection.exec_driver_sql(f"LOCK TABLE {partition.table.name} IN ACCESS EXCLUSIVE MODE")
        except OperationalError:
            if tried == TRIES - 1:
                raise
            time.sleep(BETWEEN)
        else:
            break
    connection.exec_driver_sql(f"DROP TABLE {partition.name}")
    connection.exec_driver_sql(f"ALTER TABLE {aside} RENAME TO {partition.name.removeprefix(f'{months.SCHEMA}.')}")
    connection.exec_driver_sql(months.attached(partition.table, partition.period or ""))
    connection.exec_driver_sql(f"ALTER TABLE {partition.name} DROP CONSTRAINT within")
