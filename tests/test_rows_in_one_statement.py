"""Rows that travel together arrive as they were sent, alike on both databases."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some
from sqlalchemy import BindParameter, String, bindparam, case, delete, select
from sqlalchemy.exc import IntegrityError

from app import clock
from app.among import Many, among
from app.books.notebook.models import HandedInRoll
from app.database import reading, writing
from app.rows import insert_all, read_all
from app.sync.models import Held, Undone

held, undone, rolls = Held.__table__, Undone.__table__, HandedInRoll.__table__
WORDS = some.text(some.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=20)
SENT = some.fixed_dictionaries(
    {
        "body_mac": some.binary(min_size=16, max_size=16),
        "id": some.none() | WORDS,
        "reason": WORDS,
        "place": WORDS,
        "sealed": some.none() | some.binary(max_size=40),
        "received_at": some.datetimes(datetime(2024, 1, 1), datetime(2099, 1, 1), timezones=some.just(UTC)),  # noqa: DTZ001 - bounds are bare
    }
)


def _stands(app: Flask) -> list[dict[str, Any]]:
    with app.app_context(), reading() as connection:
        rows = [dict(row) for row in connection.execute(select(held).order_by(held.c.body_mac)).mappings()]
    return [row | {"received_at": clock.utc(row["received_at"])} for row in rows]


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(sent=some.lists(SENT, max_size=5, unique_by=lambda row: row["body_mac"]))
def test_any_row_arrives_as_it_was_sent(app: Flask, sent: list[dict[str, Any]]) -> None:
    with app.app_context(), writing() as connection:
        connection.execute(delete(held))
        connection.execute(delete(undone))
        marks = [{"kitchen_id": 1, "target": f"t{n}", "seq": n} for n, _ in enumerate(sent)]
        insert_all(connection, (held, [row | {"kitchen_id": 1} for row in sent], "error"), (undone, marks, "pass"))
    expected = sorted(sent, key=lambda row: bytes(row["body_mac"]))
    assert [{name: row[name] for name in one} for one, row in zip(expected, _stands(app), strict=True)] == expected
    assert {row["state"] for row in _stands(app)} <= {"waiting"}  # a column's own default


def test_what_stands_is_replaced_kept_or_in_the_way(app: Flask) -> None:
    def say(seq: int) -> dict[str, Any]:
        return {"kitchen_id": 1, "target": "t", "seq": seq}

    with app.app_context(), writing() as connection:
        insert_all(connection, (undone, [say(1), say(2)], "replace"))
        insert_all(connection, (undone, [say(3)], "pass"), (rolls, [], "error"))
        assert connection.scalar(select(undone.c.seq)) == 2
        with pytest.raises(IntegrityError), connection.begin_nested():
            insert_all(connection, (undone, [say(4)], "error"))
        insert_all(connection, (undone, [say(5)], "replace"))
        assert connection.scalar(select(undone.c.seq)) == 5


def test_what_is_asked_together_is_what_is_asked_alone(app: Flask) -> None:
    days = [date(2026, 3, 1), date(2026, 3, 9)]
    rows = [{"kitchen_id": 1, "id": f"r{n}", "seq": n, "undone_seq": None, "on": on, "count": n} for n, on in enumerate(days)]
    mine = select(rolls).where(rolls.c.kitchen_id == bindparam("kitchen_id")).order_by(rolls.c.seq)
    named = mine.where(among(rolls.c.id, bindparam("ids", type_=Many())))
    with app.app_context(), writing() as connection:
        insert_all(connection, (rolls, rows, "error"))
        found = read_all(connection, {"all": mine, "named": named}, {"kitchen_id": 1, "ids": ["r1", "r7"]})
        nobody = read_all(connection, {"all": mine, "named": named}, {"kitchen_id": 2, "ids": []})
    assert [(row.on, row.seq, row.undone_seq, row.count) for row in found["all"]] == [(days[0], 0, None, 0), (days[1], 1, None, 1)]
    assert [row.id for row in found["named"]] == ["r1"]
    assert nobody == {"all": [], "named": []}


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(values=some.lists(WORDS | some.text('",{}\\ \n', max_size=6), max_size=6), other=WORDS)
def test_any_text_is_found_among_those_that_it_stands_among_and_no_other(app: Flask, values: list[str], other: str) -> None:
    said: BindParameter[str] = bindparam("said", type_=String())
    asked = select(case((among(said, bindparam("values", type_=Many())), 1), else_=0))
    with app.app_context(), reading() as connection:
        found = [connection.scalar(asked, {"said": one, "values": values}) for one in (*values, other)]
    assert found == [1] * len(values) + [int(other in values)]
