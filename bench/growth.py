"""How cost grows: with the kitchens of a report, with the months that are kept, with phones at once, with people on the roll.

A few sizes of each, so that it takes a minute; a push's cost is told in processor time, which does not depend on who else works here.
"""

import time
from collections.abc import Iterator
from functools import partial

from app import clock
from app.partitions import ahead
from app.sync import append
from bench import ingest, national_question, padron
from bench.figures import fill, periods
from bench.row import Row
from bench.served import drive, gunicorn, processor_seconds
from bench.stage import Stage, found, installation
from bench.standard_month import month
from bench.taking import take
from tests.a_visitor import signed_in

#: A province, CONAMOVIDI's 4,500 kitchens, the country.
SCOPES, COUNTRY = ("P-05", "P-00", "national"), 13_600
MONTHS, PUSHING = (6, 12, 36), 8
PHONES, SECONDS = (2, 8, 32), 4.0
PEOPLE = (8_000, 24_000, 72_000)
DEVICE = "00000000-0000-4000-8000-000000000000"


def measure(quick: bool) -> Iterator[Row]:
    """A row for each point of each curve; in small only the first of each."""
    points = 1 if quick else len(MONTHS)
    yield from _kitchens(points)
    yield from _months(points)
    yield from _phones(points)
    yield from _people(points)


def _kitchens(points: int) -> Iterator[Row]:
    """The month's workbook."""
    with installation() as stage:
        fill(stage.app, found(stage.app, COUNTRY), periods(1))
        for scope in SCOPES[:points]:
            cost = take(stage, "consolidado-mensual", scope, "xlsx")
            yield Row("workbook of a month", cost.seconds, "s", curve="kitchens", size=cost.rows)


def _months(points: int) -> Iterator[Row]:
    """A push where more months are kept, each a partition of each large table; the national page over as many."""
    with installation() as stage:
        fill(stage.app, kitchens := found(stage.app, 170), periods(MONTHS[-1]))
        visitor = signed_in(stage.app, "mesa", "board", "N")
        for place, many in enumerate(MONTHS[:points]):
            page = partial(visitor.reads, f"/panel/es/territorio/tendencias?mes=2026-10&meses={many}")
            yield Row("national page", national_question.median(page), "ms", curve="months asked for", size=many)
            with stage.app.app_context():
                _keep(many)
                spent = _pushed(stage, kitchens[place * PUSHING :][:PUSHING])
            yield Row("a push in the application", spent, "ms of processor", curve="months kept", size=many)


def _keep(many: int) -> None:
    """Have so many months in the past."""
    kept = [clock.period_of(clock.lima_today())]
    while len(kept) <= many:
        kept.append(clock.previous_period(kept[-1]))
    ahead.make(kept)


def _pushed(stage: Stage, kitchens: list[int]) -> float:
    """Milliseconds of processor, ours and PostgreSQL's, for a day's 71 operations; a kitchen's first days only teach statements."""
    months = [month(seed)[:7] for seed in range(1, len(kitchens) + 1)]
    spent = [0.0]
    for day in range(7):
        if day == 3:
            spent = [_processor(stage)]
        for kitchen_id, days in zip(kitchens, months, strict=True):
            append(kitchen_id, days[day], DEVICE)
    return 1000 * (_processor(stage) - spent[0]) / (4 * len(kitchens))


def _phones(points: int) -> Iterator[Row]:
    """Pushes over HTTP from more and more phones at once, each with a kitchen of its own."""
    with installation() as stage:
        talks, _ = ingest.prepare(stage, PHONES[-1])
        with gunicorn("wsgi:app", stage.folder, stage.url) as (port, process):
            drive(port, talks, 60, turns=2)
            for many in PHONES[:points]:
                before = processor_seconds(process) + processor_seconds(stage.postgres.process.pid)
                load = drive(port, talks[:many], SECONDS, clients=many)
                used = processor_seconds(process) + processor_seconds(stage.postgres.process.pid) - before
                yield Row("a push over HTTP", 1000 * used / load.statuses[200], "ms of processor", curve="phones at once", size=many)


def _people(points: int) -> Iterator[Row]:
    """The padrón of everybody."""
    with installation() as stage:
        kitchens, done = found(stage.app, PEOPLE[-1] // padron.EACH), 0
        for people in PEOPLE[:points]:
            padron.register(stage, kitchens[done : people // padron.EACH])
            done = people // padron.EACH
            cost = take(stage, "padron", "national", "csv")
            yield Row("padrón as CSV", cost.seconds, "s", curve="people", size=people)
            yield Row("… its process at the largest", cost.peak, "MiB", curve="people", size=people)


def _processor(stage: Stage) -> float:
    return time.process_time() + processor_seconds(stage.postgres.process.pid)
