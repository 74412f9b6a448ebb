"""Many rows in one statement, alike on both databases.

PostgreSQL gets the rows as one JSON text that it reads as a table: one statement to send, plan and run however many rows there are, which
is nine tenths as fast as COPY. SQLite, which runs inside of us, gets them one by one.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from operator import itemgetter
from typing import Any, Literal

import msgspec
from sqlalchemy import (
    Connection,
    Delete,
    LargeBinary,
    Select,
    String,
    Subquery,
    Table,
    bindparam,
    cast,
    column,
    func,
    literal_column,
    select,
)
from sqlalchemy.dialects import postgresql, sqlite

Rows = Sequence[Mapping[str, Any]]
#: What happens to a row whose primary key stands already: an error, nothing, or it replaces what stands.
Twice = Literal["error", "pass", "replace"]
#: Rows for one table.
Part = tuple[Table, Rows, Twice]
#: What is deleted from another table beside the rows, and the values that the statement is bound to.
Without = tuple[Delete, Mapping[str, Any]]


def insert(connection: Connection, table: Table, rows: Rows, twice: Twice = "error") -> None:
    """Insert rows that all have the same columns. Of several with one key that replace, the last stands."""
    insert_all(connection, (table, rows, twice))


def insert_all(connection: Connection, *parts: Part, without: Without | None = None) -> None:
    """The same for several tables that do not refer to one another, together in one statement; and what goes in exchange."""
    full = [part for part in parts if part[1]]
    shapes = tuple((table, tuple(rows[0]), twice) for table, rows, twice in full)
    statement, values = without or (None, {})
    if connection.dialect.name == "postgresql" and full:
        connection.execute(_together(shapes, statement), {_bound(n): _as_json(*part) for n, part in enumerate(full)} | dict(values))
        return
    for shape, (_, rows, _) in zip(shapes, full, strict=True):
        connection.execute(_alone(*shape), list(rows))
    if statement is not None:
        connection.execute(statement, values)


def _bound(number: int) -> str:
    return f"rows_{number}"


@cache
def _together(shapes: tuple[tuple[Table, tuple[str, ...], Twice], ...], without: Delete | None) -> Any:
    *others, last = (_from_json(*shape, _bound(n)) for n, shape in enumerate(shapes))
    besides = [*others, without] if without is not None else others
    return last.add_cte(*(other.cte(f"also_{n}") for n, other in enumerate(besides)))


def _from_json(table: Table, names: tuple[str, ...], twice: Twice, bound: str) -> Any:
    shape = (column(name, table.c[name].type) for name in names)
    told = func.json_to_recordset(cast(bindparam(bound, type_=String), postgresql.JSON)).table_valued(*shape, name=f"told_{bound}")
    # A star, because a statement is read for its values' places each time that it is sent, and tables of figures have sixty columns.
    statement = postgresql.insert(table).from_select(names, select(literal_column("*")).select_from(told.render_derived(with_types=True)))
    return _settled(statement, table, names, twice)


@cache
def _alone(table: Table, names: tuple[str, ...], twice: Twice) -> Any:
    return _settled(sqlite.insert(table), table, names, twice)


def _settled(statement: Any, table: Table, names: tuple[str, ...], twice: Twice) -> Any:
    keys = [key.name for key in table.primary_key]
    changed = {name: statement.excluded[name] for name in names if name not in keys}
    if twice == "replace" and changed:
        return statement.on_conflict_do_update(index_elements=keys, set_=changed)
    return statement if twice == "error" else statement.on_conflict_do_nothing()


def _as_json(table: Table, rows: Rows, twice: Twice) -> str:
    key, binary = _told_apart_by(table)
    if twice == "replace" and len(rows) > 1:  # one statement may not replace its own rows
        rows = list({key(row): row for row in rows}.values())
    for name in binary & rows[0].keys():
        if any(row[name] is not None for row in rows):
            rows = [{**row, name: None if row[name] is None else rf"\x{row[name].hex()}"} for row in rows]
    return msgspec.json.encode(rows).decode()


@cache
def _told_apart_by(table: Table) -> tuple[Callable[[Mapping[str, Any]], Any], frozenset[str]]:
    """What reads a row's key, and the names of the table's columns of bytes."""
    return itemgetter(*(key.name for key in table.primary_key)), frozenset(
        column.name for column in table.columns if isinstance(column.type, LargeBinary)
    )


def read_all(connection: Connection, queries: Mapping[str, Select[Any]], values: Mapping[str, Any]) -> dict[str, list[Any]]:
    """The rows of several queries over the same moment and the same bound values, each as its columns' attributes; PostgreSQL answers
    them together. Columns are integers, texts, dates, instants, truth values and
    bytes (at most 57: base64 of more has lines)."""
    if connection.dialect.name != "postgresql":
        return {name: list(connection.execute(query, values)) for name, query in queries.items()}
    names = tuple(queries)
    found = connection.execute(_asked_together(names, tuple(queries.values())), values).one()
    return {name: _reader(queries[name]).decode(text) for name, text in zip(names, found, strict=True)}


@cache
def _asked_together(names: tuple[str, ...], queries: tuple[Select[Any], ...]) -> Any:
    def told(name: str, query: Select[Any]) -> Any:
        rows = _readable(query, name)
        listed = select(func.coalesce(func.json_agg(rows.table_valued()), literal_column("'[]'::json")))
        return cast(listed.scalar_subquery(), String)

    return select(*(told(name, query).label(name) for name, query in zip(names, queries, strict=True)))


def _readable(query: Select[Any], name: str) -> Subquery:
    """The rows with what is binary in base64, as JSON's readers take it."""
    rows = query.subquery(f"{name}_" if any(isinstance(one.type, LargeBinary) for one in query.selected_columns) else name)
    if rows.name == name:
        return rows
    columns = (func.encode(one, literal_column("'base64'")).label(one.name) if isinstance(one.type, LargeBinary) else one for one in rows.c)
    return select(*columns).subquery(name)


@cache
def _reader(query: Select[Any]) -> msgspec.json.Decoder[list[Any]]:
    row = msgspec.defstruct("Row", [(str(one.name), one.type.python_type | None) for one in query.selected_columns])
    return msgspec.json.Decoder(list[row])  # type: ignore[valid-type]
