"""Many values in one condition, alike on both databases: one text to send, and one plan, however many there are."""

from collections.abc import Callable, Iterable
from typing import Any

import msgspec
from sqlalchemy import BindParameter, Boolean, ColumnClause, Dialect, String, TableValuedAlias, column, func, literal_column
from sqlalchemy.dialects import postgresql
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.types import JSON, TypeDecorator, TypeEngine


def our_own(value: str | int) -> ColumnClause[Any]:
    """A word or number of our own, written into the statement: what is bound is looked at each time that a statement is sent."""
    return literal_column(repr(value))


class Many(TypeDecorator[Any]):
    """A list of values as one bound value: an array, or JSON where there are no arrays."""

    impl = JSON
    cache_ok = True

    def __init__(self, of: type[TypeEngine[Any]] = String):
        super().__init__()
        self.of = of

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """What the database takes it for."""
        return dialect.type_descriptor(postgresql.ARRAY(self.of) if dialect.name == "postgresql" else String())

    def process_bind_param(self, value: Any, dialect: Dialect) -> str:
        """The list as it is sent."""
        return _array(map(str, value)) if dialect.name == "postgresql" else msgspec.json.encode(list(value)).decode()

    def bind_processor(self, dialect: Dialect) -> Callable[[Any], str]:
        """The same, and nobody looks at each value again for how to send it: of a day's ids that takes a quarter of a millisecond."""
        return lambda value: self.process_bind_param(value, dialect)


def _array(values: Iterable[str]) -> str:
    """How PostgreSQL writes an array of texts, numbers or dates."""
    quoted = (value.replace("\\", r"\\").replace('"', r"\"") for value in values)
    return "{" + ",".join(f'"{value}"' for value in quoted) + "}"


def each(values: BindParameter[Any]) -> TableValuedAlias:
    """On PostgreSQL, texts bound as `Many` as rows with a column `one`. Joined with a lateral `offset(0)` each is looked up by itself; a
    kitchen that it takes for small PostgreSQL would rather read from end to end."""
    return func.unnest(values).table_valued(column("one", String), name="each").render_derived()


class among(FunctionElement[bool]):  # noqa: N801 - reads as what it is: a condition
    """`among(column, bindparam("ids", type_=Many()))`: the column is one of them. One text and one plan, however many there are."""

    type = Boolean()
    inherit_cache = True


@compiles(among, "postgresql")
def _in_array(element: among, compiler: Any, **how: Any) -> str:
    wanted, among_these = (compiler.process(clause, **how) for clause in element.clauses)
    return f"{wanted} = ANY ({among_these})"


@compiles(among, "sqlite")
def _in_json(element: among, compiler: Any, **how: Any) -> str:
    wanted, among_these = (compiler.process(clause, **how) for clause in element.clauses)
    return f"{wanted} IN (SELECT value FROM json_each({among_these}))"  # noqa: S608 - two pieces that the compiler made


class bytewise(FunctionElement[str]):  # noqa: N801 - reads as what it is
    """A text compared byte by byte, for grouping ids: PostgreSQL asks the language's rules for each pair that it sorts."""

    type = String()
    inherit_cache = True


@compiles(bytewise, "postgresql")
def _as_bytes(element: bytewise, compiler: Any, **how: Any) -> str:
    return " COLLATE ".join((compiler.process(element.clauses, **how), '"C"'))


@compiles(bytewise, "sqlite")
def _as_it_is(element: bytewise, compiler: Any, **how: Any) -> str:
    return str(compiler.process(element.clauses, **how))
