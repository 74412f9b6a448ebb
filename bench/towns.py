"""Many kitchens with a roll each, quickly: one registers hers, and the others have copies of its rows. What is sealed in them opens for
none of these, and a day's work opens nothing."""

import zlib
from dataclasses import dataclass

import msgspec
from sqlalchemy import Connection, Integer, Table, bindparam, column, func, select, true

from app.database import Base, reading, writing
from app.sync import append, cursor, epoch
from bench.served import post
from bench.stage import Stage, found, secret
from bench.standard_day import DAY, PRICES
from bench.standard_day import operations as a_day
from bench.standard_month import roll

DEVICE = "00000000-0000-4000-8000-000000000000"
#: Different days of work, dealt out among the kitchens; and plates that the last kitchen pushes one by one.
DAYS, PLATES = 64, 1_000


@dataclass(frozen=True)
class Town:
    """What phones will ask, whole requests: a day's work of each kitchen, and the plates of the last one."""

    days: list[bytes]
    plates: list[bytes]


def settle(stage: Stage, kitchens: int) -> Town:
    """Found kitchens that have registered their people, and write down what their phones will push."""
    people = roll(1)
    with stage.app.app_context():
        first, *others = found(stage.app, kitchens)
        append(first, people, DEVICE)
        with writing() as connection:
            for table in Base.metadata.sorted_tables:
                _copy(connection, table, first, others)
        with reading() as connection:
            life = epoch.current(connection)
        words = [cursor.of(one, len(people), people[-1]["id"], life, 0) for one in (first, *others)]
    ids = [person["id"] for person in people]
    work = [msgspec.json.encode(a_day(seed, DAY, ids)) for seed in range(DAYS)]
    days = [_asked(number, life, word, work[number % DAYS]) for number, word in enumerate(words)]
    return Town(days, [_asked(kitchens - 1, life, words[-1], msgspec.json.encode([_plate(n, ids)])) for n in range(PLATES)])


def _copy(connection: Connection, table: Table, first: int, others: list[int]) -> None:
    if "kitchen_id" not in table.c or table.name == "device":
        return
    mine = select(table).where(table.c.kitchen_id == first).subquery()
    kitchen = func.unnest(bindparam("others", others)).table_valued(column("id", Integer), name="kitchen").render_derived()
    columns = [kitchen.c.id if one.name == "kitchen_id" else mine.c[one.name] for one in table.columns]
    connection.execute(table.insert().from_select(list(table.columns), select(*columns).select_from(mine.join(kitchen, true()))))


def _asked(number: int, life: str, word: str, operations: bytes) -> bytes:
    body = b'{"epoch":"%s","cursor":"%s","app":"bench","operations":%s}' % (life.encode(), word.encode(), operations)
    headers = (f"Authorization: Bearer {secret(number)}", "Content-Encoding: gzip", "Connection: close")
    return post("/sync", zlib.compress(body, 6, wbits=31), *headers)


def _plate(number: int, people: list[str]) -> dict[str, object]:
    about = {"id": f"00000000-0000-8000-8000-{number + 1:012x}", "kind": "rations.served", "v": 1, "on": DAY.isoformat()}
    data = {
        "slot": 1,
        "person": people[number % len(people)],
        "class": "member",
        "price_cents": PRICES["member"],
        "again": number // len(people),
    }
    return about | {"by": people[0], "at": 1_774_976_400 + number, "data": data}
