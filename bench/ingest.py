"""A day's push from end to end: HTTP, check, log, books, figures; gunicorn and PostgreSQL on the same processor as the clients.

Kitchens with a roll of 200 people push the days of a month, 71 operations each. The limit is a bare echo under the same gunicorn.
"""

import re
import tempfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import psycopg

from app.sync import append
from bench.row import Row
from bench.served import Talk, Words, drive, follower, gunicorn, post, processor_seconds
from bench.stage import Stage, found, installation, secret
from bench.standard_month import month

#: Seconds of load, and how many kitchens push.
SECONDS, KITCHENS = 15.0, 80
QUICK_SECONDS, QUICK_KITCHENS = 3.0, 16
CURSOR, EPOCH = re.compile(rb'"cursor":"([^"]+)"'), re.compile(rb'"epoch":"([^"]+)"')


def measure(quick: bool) -> Iterator[Row]:
    """Operations a second, and processor time a push, of server and database together."""
    seconds, kitchens = (QUICK_SECONDS, QUICK_KITCHENS) if quick else (SECONDS, KITCHENS)
    with installation() as stage:
        talks, size = prepare(stage, kitchens)
        echoes = _echoes(seconds / 3)
        with gunicorn("wsgi:app", stage.folder, stage.url) as (port, server), follower(stage.folder, stage.url) as counting:
            drive(port, talks, 60, turns=2)  # each phone learns its cursor, each worker its statements
            _learn(stage)
            processes = {"server": server, "database": stage.postgres.process.pid, "follower": counting}
            before = {name: processor_seconds(process) for name, process in processes.items()}
            load = drive(port, talks, seconds)
            used = {name: processor_seconds(process) - before[name] for name, process in processes.items()}
    if set(load.statuses) != {200}:
        raise RuntimeError(f"not every push succeeded: {load.statuses}")
    done = load.statuses[200]
    yield Row("a day's push, end to end", done * size / load.seconds, "operations/s", 3_000, "least", limit=echoes * size, limit_is="echo")
    yield Row("… all of it, and counted", 1000 * sum(used.values()) / done, "ms of processor", 12)
    for name, spent in used.items():
        yield Row(f"… of it the {name}", 1000 * spent / done, "ms of processor")


def _learn(stage: Stage) -> None:
    """Let PostgreSQL look at its tables, as it does by itself within a minute of any installation's first day."""
    with psycopg.connect(stage.url, autocommit=True) as connection:
        connection.execute("ANALYZE")


def prepare(stage: Stage, kitchens: int) -> tuple[list[Talk], int]:
    """Register everybody; returns what each kitchen's phone will say, and how many operations a day has."""
    ids, months = found(stage.app, kitchens), [month(seed) for seed in range(1, kitchens + 1)]
    with stage.app.app_context():
        for kitchen_id, (roll, *_) in zip(ids, months, strict=True):
            append(kitchen_id, roll, "00000000-0000-4000-8000-000000000000")
    return [Talk(_phone(number, days)) for number, (_, *days) in enumerate(months)], len(months[0][1])


def _phone(number: int, days: list[list[dict[str, Any]]]) -> Words:
    """A phone that pushes day after day, and keeps cursor and epoch as it is told."""
    epoch, cursor = b"null", b"null"
    for day in days:
        operations = msgspec.json.encode(day)
        body = b'{"epoch":%s,"cursor":%s,"app":"bench","operations":%s}' % (epoch, cursor, operations)
        packed = zlib.compress(body, 1, wbits=31)
        told = yield post("/sync", packed, f"Authorization: Bearer {secret(number)}", "Content-Encoding: gzip")
        epoch, cursor = (b'"%s"' % said[1] if (said := word.search(told or b"")) else b"null" for word in (EPOCH, CURSOR))


def _echoes(seconds: float) -> float:
    """Bare requests a second, with a body as long as a day's push."""
    with tempfile.TemporaryDirectory() as folder, gunicorn("bench.echo:app", Path(folder)) as (port, _):
        load = drive(port, [Talk(_echo()) for _ in range(8)], seconds)
    return load.statuses[200] / load.seconds


def _echo() -> Words:
    request = post("/", b"x" * 1_400)
    while True:
        yield request
