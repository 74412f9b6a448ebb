"""A national question over 36 months of 13,600 kitchens: what the database needs for it, and the whole page for a board member.

The limit is the same question asked of the kitchens' months instead of the sums that are kept.
"""

import statistics
import time
from collections.abc import Callable, Iterator

from sqlalchemy import event, func, select

from app.database import db, reading
from app.rollups import history
from app.rollups.measures import NAMES
from app.rollups.models import KitchenMonth
from bench.figures import periods
from bench.row import Row
from bench.stage import Stage
from tests.a_visitor import signed_in

MONTHS, TIMES = 36, 15
PAGE = "/panel/es/territorio/tendencias?mes=2026-10&meses=36"


def rows(stage: Stage, kitchens: int) -> Iterator[Row]:
    """Milliseconds, the median of some times, in an installation that has its figures."""
    about = f"{kitchens:,} kitchens, {MONTHS} months"
    with stage.app.app_context():
        ours, limit = _in_the_database(_asked), _in_the_database(_asked_of_kitchens)
    yield Row(f"a national question, {about}, in the database", ours, "ms", 5, limit=limit, limit_is="over kitchens' months")
    visitor = signed_in(stage.app, "mesa", "board", "N")
    yield Row(f"the national page, {about}", median(lambda: visitor.reads(PAGE)), "ms", 150)


def _asked() -> None:
    with reading() as connection:
        if len(history.of_place(connection, "", periods(MONTHS))) != MONTHS:
            raise RuntimeError("months are missing")


def _asked_of_kitchens() -> None:
    sums = [func.sum(getattr(KitchenMonth, name)) for name in NAMES]
    with reading() as connection:
        connection.execute(select(KitchenMonth.period, *sums).group_by(KitchenMonth.period)).all()


def median(work: Callable[[], object]) -> float:
    """Milliseconds of the clock."""
    spent = []
    for _ in range(TIMES):
        began = time.perf_counter()
        work()
        spent.append(1000 * (time.perf_counter() - began))
    return statistics.median(spent)


def _in_the_database(ask: Callable[[], None]) -> float:
    """Milliseconds that we wait for the database, without what we make of its answer: the median."""
    waited: list[float] = []

    def begin(*_: object) -> None:
        waited.append(-time.perf_counter())

    def end(*_: object) -> None:
        waited[-1] += time.perf_counter()

    hooks = (("before_cursor_execute", begin), ("after_cursor_execute", end))
    for name, hook in hooks:
        event.listen(db.engine, name, hook)
    totals = []
    for _ in range(TIMES):
        waited.clear()
        ask()
        totals.append(1000 * sum(waited))
    for name, hook in hooks:
        event.remove(db.engine, name, hook)
    return statistics.median(totals)
