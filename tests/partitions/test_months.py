"""The largest tables lie by month on PostgreSQL: nothing is ever refused or lost for it, and old months may lie elsewhere."""

import re
import shutil
from collections.abc import Iterator
from datetime import date
from typing import Any

import flask_migrate
import psycopg
import pytest
from flask import Flask
from sqlalchemy import event, inspect, select

from app import clock
from app.books.rations.models import NamedRation
from app.database import db, reading
from app.partitions import ahead, months, moving
from app.rollups import check
from app.sync import pull
from tests.databases import HOME, Postgres
from tests.stories import Confederation

on_postgresql = pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
LARGE = ("operation", "named_ration", "stock_move")


def lies(table: str, condition: str = "true") -> set[str]:
    """In which partitions rows of a table lie."""
    with reading() as connection:
        asked = f"select distinct tableoid::regclass::text from {table} where {condition}"  # noqa: S608 - names of ours
        return set(connection.exec_driver_sql(asked).scalars())


def rows(table: str) -> list[Any]:
    with reading() as connection:
        return sorted(map(tuple, connection.execute(select(db.metadata.tables[table]))), key=repr)


@pytest.fixture
def kitchen(confederation: Confederation) -> Iterator[int]:
    """A kitchen that has served and used food in March, years ago and today, inside its application."""
    phone = confederation.a_phone(day="2026-03-02")
    rosa = phone.registers("Rosa Quispe")
    for day in ("2026-03-02", "2026-03-31", "2019-05-06", clock.lima_today().isoformat()):
        phone.day = day
        phone.serves(rosa)
        phone.uses("arroz", 5_000)
    assert phone.syncs() == 200
    assert phone.outbox == []
    with confederation.app.app_context():
        yield confederation.kitchens["manos"]


def test_every_row_is_accepted_whatever_its_month(kitchen: int) -> None:
    assert len(rows("named_ration")) == len(rows("stock_move")) == 4
    assert check.kitchen(kitchen) == []
    if db.engine.dialect.name == "postgresql":
        this = clock.period_of(clock.now().date()).replace("-", "_")
        assert lies("named_ration") == {"months.named_ration_other", f"months.named_ration_{this}"}
        assert lies("operation") == {f"months.operation_{this}"}


def test_the_models_say_which_tables_and_the_database_has_their_keys(app: Flask) -> None:
    with app.app_context():
        assert {table.name for table in months.tables()} == set(LARGE)
        for table in months.tables():
            key = inspect(db.engine).get_pk_constraint(table.name)["constrained_columns"]
            assert key == [column.name for column in table.primary_key]
            assert key[-1] == months.key(table)
        assert "operation_id" not in LARGE


def test_a_database_of_before_keeps_its_rows_upwards_and_downwards(kitchen: int) -> None:
    before = {table: rows(table) for table in LARGE}
    flask_migrate.downgrade(str(HOME / "migrations"), revision="0011")
    assert {table: rows(table) for table in LARGE} == before
    flask_migrate.upgrade(str(HOME / "migrations"))
    assert {table: rows(table) for table in LARGE} == before
    assert check.kitchen(kitchen) == []


@on_postgresql
def test_a_month_that_grew_among_the_others_gets_a_place_of_its_own(kitchen: int, monkeypatch: pytest.MonkeyPatch) -> None:
    before = {table: rows(table) for table in LARGE}
    assert ahead.make() == []
    monkeypatch.setattr(ahead, "LARGE", 2)
    assert ahead.make() == ["months.named_ration_2026_03", "months.stock_move_2026_03"]
    assert lies("named_ration", "\"on\" between '2026-03-01' and '2026-03-31'") == {"months.named_ration_2026_03"}
    assert {table: rows(table) for table in LARGE} == before
    assert ahead.make() == []


@on_postgresql
def test_the_process_beside_the_server_makes_months_that_come(confederation: Confederation, monkeypatch: pytest.MonkeyPatch) -> None:
    with confederation.app.app_context():
        monkeypatch.setattr(ahead, "AHEAD", 4)
        monkeypatch.setitem(ahead.looked, "at", -ahead.EVERY)
        before = len(moving.every())
        confederation.counts()
        assert len(moving.every()) == before + 2 * len(LARGE)


@pytest.fixture
def slow_disk(postgres: Postgres) -> str:
    """A second tablespace, as on a slower disk."""
    place = postgres.home / "slow"
    place.mkdir()
    if postgres.user:
        shutil.chown(place, postgres.user, postgres.user)
    with psycopg.connect(postgres.url("postgres"), autocommit=True) as connection:
        connection.execute(f"CREATE TABLESPACE slow LOCATION '{place}'".encode())
    return "slow"


@on_postgresql
def test_old_months_move_to_other_storage_and_are_read_all_the_while(
    slow_disk: str, confederation: Confederation, kitchen: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ahead, "LARGE", 1)
    ahead.make()
    before, seen, swap = {table: rows(table) for table in LARGE}, [], moving.take_its_place

    def read_before_the_moment(*about: Any) -> None:
        seen.append(rows("named_ration"))  # by another connection, while the month is being copied
        swap(*about)

    monkeypatch.setattr(moving, "take_its_place", read_before_the_moment)
    said = confederation.says("partitions", "move", "--before", "2026-03", "--tablespace", slow_disk)
    assert "months.named_ration_2019_05" in said
    assert seen == [before["named_ration"]] * 2
    lie = {partition.name: partition.tablespace for partition in moving.every()}
    assert lie["months.stock_move_2019_05"] == "slow"
    assert lie["months.stock_move_2026_03"] == ""
    with reading() as connection:
        indexes = "select distinct tablespace from pg_indexes where tablename = 'stock_move_2019_05'"
        assert list(connection.exec_driver_sql(indexes).scalars()) == ["slow"]
    assert {table: rows(table) for table in LARGE} == before
    _undo_one_of_2019(confederation, kitchen)
    assert confederation.says("partitions", "move", "--before", "2026-03", "--tablespace", slow_disk).count("2019") == 0
    confederation.says("partitions", "move", "--before", "2026-03", "--tablespace", "pg_default")


def _undo_one_of_2019(confederation: Confederation, kitchen: int) -> None:
    """What lies on slow storage is written in like everything else."""
    fact = NamedRation.__table__.c
    with reading() as connection:
        ration = connection.scalar(select(fact.id).where(fact.on == date(2019, 5, 6)))
    phone = confederation.a_phone(name="Julia")
    phone.undoes(str(ration))
    phone.syncs()
    with reading() as connection:
        assert connection.scalar(select(fact.undone_seq).where(fact.id == ration))
    assert check.kitchen(kitchen) == []


@on_postgresql
def test_no_month_is_read_whole_however_new_it_is(kitchen: int, confederation: Confederation) -> None:
    asked: list[tuple[str, Any]] = []

    def listen(_connection: Any, _cursor: Any, statement: str, values: Any, *_: Any) -> None:
        asked.append((statement, values))

    event.listen(db.engine, "before_cursor_execute", listen)
    phone = confederation.a_phone(name="Julia", day="2026-03-02")
    phone.amends(phone.registers("Ana"), {"address": None}, address="Jr. Lima 1")
    phone.counts(member=3)
    phone.syncs()
    event.remove(db.engine, "before_cursor_execute", listen)
    reads = [one for one in asked if one[0].startswith("SELECT") and re.search(r"FROM (operation|named_ration|stock_move)", one[0])]
    assert len(reads) > 3
    with reading() as connection:
        plans = ["\n".join(connection.exec_driver_sql(f"EXPLAIN {words}", values).scalars()) for words, values in reads]
    assert [plan for plan in plans if re.search(r"Seq Scan on (operation|named_ration|stock_move)_\d", plan)] == []


def test_pages_of_a_log_that_lies_in_two_months_follow_one_another(kitchen: int) -> None:
    with reading() as connection:
        pieces = pull.page(connection, kitchen, None, None, (), pull.Size()).pieces
    told = [one["seq"] for piece in pieces for one in piece.operations]
    assert told == list(range(1, len(told) + 1))


def test_only_months_and_storage_that_are_there_are_moved(confederation: Confederation) -> None:
    for words in (("--before", "never", "--tablespace", "pg_default"), ("--before", "2026-01", "--tablespace", "moon")):
        answer = confederation.app.test_cli_runner().invoke(args=["partitions", "move", *words])
        assert answer.exit_code == 1
