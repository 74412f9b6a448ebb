"""What runs beside the server, alone or not, while phones go on pushing."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from app import create_app
from app.database import reading
from app.rollups import check, fresh, totals
from app.rollups.follow import catch_up
from app.sync import append
from app.sync.signals import written
from tests.databases import TEST_KEY
from tests.rollups.a_notebook import id_of, operation
from tests.stories import Confederation, found

HOME = Path(__file__).resolve().parent.parent.parent


def a_count(number: int, paid: int) -> dict[str, Any]:
    """A count of a day, which replaces the one before."""
    return operation(number, "2026-03-02", "rations.counted", {"slot": 1, "counts": {"paid": paid}, "replaces": [id_of(number - 1)]})


def test_followers_and_pushes_at_once_lose_and_double_nothing(confederation: Confederation) -> None:
    def inside(work: Callable[[], Any]) -> Any:
        with confederation.app.app_context():
            return work()

    def pushes(kitchen: int) -> None:
        for number in range(1, 9):
            append(kitchen, [a_count(number, number)])

    with ThreadPoolExecutor(6) as pool:
        work = [pool.submit(inside, lambda kitchen=kitchen: pushes(kitchen)) for kitchen in confederation.kitchens.values()]
        work += [pool.submit(inside, lambda: [catch_up() for _ in range(6)]) for _ in range(3)]
        for done in work:
            done.result()
    with confederation.app.app_context():
        assert catch_up()
        assert [check.kitchen(kitchen) for kitchen in confederation.kitchens.values()] == [[], [], []]
        assert check.levels() == []
        with reading() as connection:
            nation = totals.place(connection, "", "2026-03")
    assert nation is not None
    assert nation.figures is not None
    assert nation.figures["rations_paid"] == 3 * 8


def test_figures_say_how_far_they_are_counted(confederation: Confederation) -> None:
    kitchen = confederation.kitchens["manos"]
    with confederation.app.app_context():
        with written.muted():  # the server died before it counted
            append(kitchen, [a_count(1, 5)])
        time.sleep(1.1)  # instants are whole seconds
        with reading() as connection:
            stuck, elsewhere = fresh.until(connection, kitchen), fresh.until(connection, confederation.kitchens["wasi"])
            assert fresh.until(connection) == stuck < elsewhere
        catch_up()
        with reading() as connection:
            assert fresh.until(connection) > stuck


def test_the_follower_counts_what_it_finds_and_stops_when_asked(sqlite_url: str, tmp_path: Path) -> None:
    app = create_app({"DATABASE_URL": sqlite_url, "MASTER_KEY": TEST_KEY, "JOURNAL": str(tmp_path / "journal.jsonl")})
    kitchen = found(app).kitchens["manos"]
    with app.app_context():
        append(kitchen, [a_count(1, 5)])
    environment = os.environ | {"DATABASE_URL": sqlite_url, "MI_COMEDOR_KEY": TEST_KEY, "MI_COMEDOR_INSTANCE": str(tmp_path)}
    command = [sys.executable, "-m", "flask", "--app", "wsgi", "rollups", "follow"]
    with subprocess.Popen(command, cwd=HOME, env=environment) as follower:
        try:
            assert _soon(lambda: _nation(app) == 5)
        finally:
            follower.send_signal(signal.SIGTERM)
        assert follower.wait(10) == 0


def _nation(app: Any) -> int | None:
    with app.app_context(), reading() as connection:
        line = totals.place(connection, "", "2026-03")
        return line.figures["rations_paid"] if line and line.figures else None


def _soon(true: Callable[[], bool]) -> bool:
    for _ in range(300):
        if true():
            return True
        time.sleep(0.2)
    return False
