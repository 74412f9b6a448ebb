"""The schema could be spread over several servers by kitchen without a change of code (docs/scale.md): these are the rules it keeps."""

from collections.abc import Iterator
from importlib import import_module

import pytest
from sqlalchemy import Table, UniqueConstraint

from app import LINE
from app.database import db

for room in LINE:
    import_module(f"app.{room}")  # every table there is

#: A copy on every server: small, seldom written, and asked together with a kitchen's own rows.
REFERENCE = {"place", "unit", "kitchen", "membership"}
#: On one server only: what is asked before anybody knows the kitchen; who signs in; what the federation itself does; the sums above.
CENTRAL = {
    *("invitation", "device", "attempt", "epoch"),
    *("account", "web_session", "one_time_link", "second_factor", "recovery_code", "audit_entry", "incident", "incident_entry"),
    *("issued_notice", "notice_delivery", "export_taken"),
    *("unit_month", "territory_month"),
}
#: With the kitchen that they are of: everything else.
OF_KITCHENS = sorted(set(db.metadata.tables) - REFERENCE - CENTRAL)


def _unique(table: Table) -> Iterator[list[str]]:
    """The columns of each key of a table."""
    yield [column.name for column in table.primary_key]
    yield from ([column.name for column in one.columns] for one in table.constraints if isinstance(one, UniqueConstraint))
    yield from ([column.name for column in index.columns] for index in table.indexes if index.unique)


def test_every_table_that_is_not_of_a_kitchen_is_named() -> None:
    assert set(db.metadata.tables) >= REFERENCE | CENTRAL
    assert not REFERENCE & CENTRAL
    assert [name for name in OF_KITCHENS if "kitchen_id" not in db.metadata.tables[name].c] == []
    assert len(OF_KITCHENS) > 20


@pytest.mark.parametrize("name", OF_KITCHENS)
def test_the_kitchen_leads_every_key(name: str) -> None:
    assert [key for key in _unique(db.metadata.tables[name]) if key[0] != "kitchen_id"] == []


@pytest.mark.parametrize("name", OF_KITCHENS)
def test_no_constraint_joins_two_kitchens(name: str) -> None:
    table = db.metadata.tables[name]
    assert {key.column.table.name for key in table.foreign_keys} <= REFERENCE
    pointing = {other.name for other in db.metadata.tables.values() for key in other.foreign_keys if key.column.table is table}
    assert pointing == set()


@pytest.mark.parametrize("name", OF_KITCHENS)
def test_no_number_is_drawn_for_all_kitchens(name: str) -> None:
    table = db.metadata.tables[name]
    assert [column.name for column in table.c if column.identity or (column.default is not None and column.default.is_sequence)] == []
    assert table.autoincrement_column is None
