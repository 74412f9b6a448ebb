"""A kitchen's books and figures made from nothing but its log, in memory: the same books' `apply` and the same counting as every day.

Enters: the whole log of one kitchen. Leaves: the rows that must stand in each table. Pure, but for the seals of what is personal.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from types import SimpleNamespace
from typing import Any

from sqlalchemy import Table

from app import clock
from app.books import kinds
from app.books.notebook.models import AcceptedMonth
from app.books.operation import Logged
from app.books.rations.tally import stands
from app.rollups import facts, people
from app.rollups.booking import Accepted, booked
from app.rollups.models import KitchenDay, KitchenMonth
from app.rollups.month import close, month
from app.sync import log

Rows = dict[Table, list[dict[str, Any]]]


def books(kitchen_id: int, operations: list[Logged]) -> Rows:
    """The rows of the books, every operation read in one batch."""
    about: dict[str | None, list[Logged]] = defaultdict(list)
    shares: dict[kinds.Apply, list[Logged]] = defaultdict(list)
    for operation in operations:
        about[log.subject_of(operation)].append(operation)
        for apply in kinds.READERS[operation.kind]:
            shares[apply].append(operation)

    def history(subjects: Iterable[str]) -> list[Logged]:
        return sorted((said for subject in set(subjects) for said in about[subject]), key=lambda operation: operation.seq)

    rows: Rows = {}
    for apply, share in shares.items():
        for table, table_rows in apply(kitchen_id, share, history).rows.items():
            rows.setdefault(table, []).extend(table_rows)
    return rows


def figures(kitchen_id: int, operations: list[Logged], rows: Rows) -> Rows:
    """The rows of `kitchen_day` and `kitchen_month` that the books' rows add up to."""
    locks = {row["period"]: row["seq"] for row in rows.get(AcceptedMonth.__table__, ())}
    told = {name: [SimpleNamespace(**row) for row in rows.get(table, ())] for name, table in facts.TABLES.items()}
    days = [
        {"kitchen_id": kitchen_id, "period": period, "on": on} | made
        for on, day in facts.by_day(told).items()
        for period, made in booked(on, day, locks).items()
    ]
    return {KitchenDay.__table__: days, KitchenMonth.__table__: _months(kitchen_id, days, told["named"], _acts(operations), locks)}


def _months(kitchen_id: int, days: list[Any], named: list[Any], acts: list[Any], locks: Accepted) -> list[dict[str, Any]]:
    months, eaten = defaultdict(list), defaultdict(list)
    for day in days:
        months[day["period"]].append(SimpleNamespace(**day))
    for fact in named:
        eaten[clock.period_of(fact.on)].append(fact)
    made = []
    for period, cells in months.items():
        lock = locks.get(period)
        served = people.served(fact for fact in eaten[period] if stands(fact, lock))
        row = {"kitchen_id": kitchen_id, "period": period} | month(period, cells, served)
        close(row, people.on_roll(acts, clock.last_day(period), lock))
        made.append(row)
    return made


def _acts(operations: list[Logged]) -> list[Any]:
    return [_act(said) for said in operations if said.kind in people.KINDS]


def _act(said: Logged) -> Any:
    on = date.fromisoformat(said.on)
    return SimpleNamespace(person=log.subject_of(said), kind=said.kind, on=on, seq=said.seq, undone_seq=said.undone_seq)
