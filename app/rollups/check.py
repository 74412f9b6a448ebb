"""Whether a rebuild from the log gives what stands: every row of the books and of the figures, and every sum above them."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Select, Table, select, union

from app.database import reading
from app.places.territory import LEVELS
from app.rollups.follow import catch_up
from app.rollups.levels import places_of, units_of
from app.rollups.models import KitchenMonth, TerritoryMonth, TouchedMonth, UnitMonth
from app.rollups.rebuild import rows, tables
from app.rollups.recount import recount
from app.seal import open_json
from app.sync.models import TouchedDay

#: What comes in while we look is counted and looked at again, so many times.
TRIES = 5

Keyed = dict[tuple[Any, ...], dict[str, Any]]


@dataclass(frozen=True)
class Difference:
    """A cell that is not as the log has it: `where` is a table and a key, `what` a column, or the whole row (None on one side)."""

    where: str
    what: str
    expected: Any
    found: Any


def kitchen(kitchen_id: int) -> list[Difference]:
    """The differences in one kitchen's books and figures, in one moment of the database."""
    for _ in range(TRIES):
        with reading() as connection:
            made = rows(connection, kitchen_id)
            found = [difference for table in tables() for difference in _compare_table(connection, table, kitchen_id, made.get(table, []))]
            waiting = connection.scalar(select(TouchedDay.on).where(TouchedDay.kitchen_id == kitchen_id).limit(1))
        if not found or waiting is None:
            break
        recount(kitchen_id)
    return found


def levels() -> list[Difference]:
    """The differences between what stands of units and places and what the months of kitchens add up to."""
    for _ in range(TRIES):
        with reading() as connection:
            found = [difference for period in _periods(connection) for difference in _level(connection, period)]
            waiting = connection.scalar(select(TouchedMonth.period).limit(1))
        if not found or waiting is None:
            break
        catch_up()
    return found


def _periods(connection: Connection) -> list[str]:
    return sorted(connection.scalars(union(*(select(table.period) for table in (KitchenMonth, UnitMonth, TerritoryMonth)))))


def _level(connection: Connection, period: str) -> Iterator[Difference]:
    sums: dict[Any, list[Select[Any]]] = {
        UnitMonth.__table__: [units_of(period)],
        TerritoryMonth.__table__: [places_of(period, length) for length in LEVELS.values()],
    }
    for table, selects in sums.items():
        expected = [dict(row) for query in selects for row in connection.execute(query).mappings()]
        standing = connection.execute(select(table).where(table.c.period == period)).mappings()
        yield from _compare(table, _keyed(table, expected), _keyed(table, standing))


def _compare_table(connection: Connection, table: Table, kitchen_id: int, expected: list[dict[str, Any]]) -> Iterator[Difference]:
    standing = connection.execute(select(table).where(table.c.kitchen_id == kitchen_id)).mappings()
    yield from _compare(table, _keyed(table, expected), _keyed(table, standing))


def _keyed(table: Table, found: Any) -> Keyed:
    keys = [column.name for column in table.primary_key]
    return {tuple(row[name] for name in keys): {name: _plain(table, row, name) for name in row} for row in found}


def _plain(table: Table, row: Any, name: str) -> Any:
    """A cell as it can be compared; what is sealed is opened, because two seals of the same are never the same."""
    if name != "sealed" or row[name] is None:
        return row[name]
    return open_json(row[name], f"{table.name}/{row['kitchen_id']}/{row['id']}")


def _compare(table: Table, expected: Keyed, found: Keyed) -> Iterator[Difference]:
    for key in sorted(expected.keys() | found.keys(), key=str):
        where = f"{table.name} {' '.join(map(str, key[1:] if 'kitchen_id' in table.c else key))}"
        one, other = expected.get(key), found.get(key)
        if one is None or other is None:
            yield Difference(where, "", one, other)
            continue
        for name in one:
            if one[name] != other[name]:
                # What is sealed is personal, and stays out of terminals and of logs.
                yield Difference(where, name, *(("…", "…") if name == "sealed" else (one[name], other[name])))
