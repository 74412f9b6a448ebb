"""A year's notebook on a cheap phone: a real Chromium without signal, its processor slowed down, and how long she waits."""

import shutil
import statistics
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import Any

from playwright.sync_api import BrowserContext, CDPSession, Page, sync_playwright

from app import clock
from app.sync import append
from bench.row import Row
from bench.standard_day import operations as a_day
from bench.standard_day import starts
from tests.databases import build_sqlite
from tests.phone.conftest import PHONE
from tests.phone.leader import Leader
from tests.served import Server

NOBODY = "00000000-0000-4000-8000-ffffffffffff"
PEOPLE, DAYS, QUICK_DAYS = 300, 292, 20
STARTS, TICKS, ROUNDS = 5, 40, 10
SCREENS = ("hoy", "padron", "almacen", "caja", "mes", "enviar")

#: Milliseconds from the opening of the address to the day's screen.
USABLE = """() => new Promise(done => {
    const look = () => (document.querySelector('#hoy:not([hidden])') ? done(performance.now()) : setTimeout(look, 5));
    look();
})"""
#: Milliseconds from a touch to the second frame after it: what it changed is painted.
PAINTED = """([selector, letter]) => new Promise(done => {
    const element = document.querySelector(selector), began = performance.now();
    if (letter === null) element.click();
    else { element.value += letter; element.dispatchEvent(new Event('input', { bubbles: true })); }
    setTimeout(() => requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now() - began))));
})"""
#: Milliseconds from a tick to *Guardado*, tapped when the last one's word is gone from the screen.
SAVED = """n => new Promise(done => {
    const toast = document.getElementById('toast'), row = document.querySelectorAll('#lista .tick > .row')[n];
    toast.hidden = true;
    requestAnimationFrame(() => setTimeout(() => {
        const began = performance.now();
        new MutationObserver((_, observer) => { if (!toast.hidden) { observer.disconnect(); done(performance.now() - began); } })
            .observe(toast, { attributes: true });
        row.click();
    }));
})"""
#: Whether what it fetched is all here, and put in order for the next start.
AT_REST = """n => document.querySelectorAll('#padron .rows > li').length >= n
    && document.querySelector('.bar-status [data-show=syncing]').hidden"""


def measure(quick: bool) -> Iterator[Row]:
    """Waits and memory, of a notebook of some 21,000 operations."""
    with _notebook(QUICK_DAYS if quick else DAYS) as (context, address):
        starts_, first = _cold_starts(context, address)
        page, session = _slowed(context, 4)
        page.goto(f"{address}#/padron")
        page.wait_for_function("() => document.querySelectorAll('#padron .rows > li').length > 100")
        page.wait_for_timeout(500)  # nobody types while it opens
        letters = [page.evaluate(PAINTED, ["#padron [type=search]", letter]) for letter in "quispe"]
        saves = _saves(page, session, address)
        before, after = _day_of_use(page, session, address)
    yield Row("cold start without signal, a year's notebook, CPU ÷ 4", max(starts_), "ms", 1_500)
    yield Row("… the first tap after it, until it is painted", first, "ms", 100)
    yield Row("a letter of the search in 300 people, CPU ÷ 4, at most", max(letters), "ms", 100)
    yield Row("a tick to Guardado, CPU ÷ 6, p95 of 40", statistics.quantiles(saves, n=20)[-1], "ms", 100)
    yield Row("the app's memory after a day of use", after, "MB", 1.1, "most", "limit", before, "after its first round")


@contextmanager
def _notebook(days: int) -> Iterator[tuple[BrowserContext, str]]:
    """A phone that has entered and fetched the year, in a place without signal; and the app's address."""
    folder = Path(tempfile.mkdtemp(prefix="mc-bench-"))
    server = Server(f"sqlite:///{build_sqlite(folder / 'bench.sqlite')}", folder)
    try:
        server.start()
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
            context = browser.new_context(**dict[str, Any](PHONE))
            context.set_default_timeout(120_000)
            page = context.new_page()
            leader = Leader(page, server)
            _live(leader, days)
            leader.enters()
            leader.opens("#/padron")
            page.wait_for_function(AT_REST, arg=PEOPLE)
            page.close()
            server.stop()
            yield context, f"{server.url}/app/es/"
            browser.close()
    finally:
        server.stop()
        shutil.rmtree(folder)


def _live(leader: Leader, days: int) -> None:
    """The kitchen's year before the phone: its roll, and the standard day so many times, until yesterday."""
    today, choice = clock.lima_today(), Random("a year")
    start, keeper = starts(choice), starts(choice) + f"{1:012x}"
    head = {"kind": "beneficiary.registered", "v": 1, "on": (today - timedelta(days + 1)).isoformat(), "by": keeper, "at": 1_760_000_000}
    ids = [f"{start}{n:012x}" for n in range(1, PEOPLE + 1)]
    people = [head | {"id": one, "data": {"names": f"Ana {n}", "paternal": "Quispe", "type": "member"}} for n, one in enumerate(ids)]
    year = [a_day(n, today - timedelta(n), ids[:200]) for n in range(days, 0, -1)]
    with leader.server.app.app_context():
        for batch in (people, *([one for day in year[at : at + 10] for one in day] for at in range(0, days, 10))):
            append(leader.confederation.kitchens["manos"], batch, NOBODY)


def _slowed(context: BrowserContext, rate: int) -> tuple[Page, CDPSession]:
    page = context.new_page()
    session = context.new_cdp_session(page)
    _slow(session, rate)
    return page, session


def _slow(session: CDPSession, rate: int) -> None:
    session.send("Emulation.setCPUThrottlingRate", {"rate": rate})


def _cold_starts(context: BrowserContext, address: str) -> tuple[list[float], float]:
    """Milliseconds of each start; and of the last one's first tap."""
    waits: list[float] = []
    for _ in range(STARTS):
        page, _session = _slowed(context, 4)
        page.goto(address, wait_until="commit")
        waits.append(page.evaluate(USABLE))
        first = page.evaluate(PAINTED, ["#hoy [data-do='hoy.plus']", None])
        page.close(run_before_unload=False)
    return waits, first


def _saves(page: Page, session: CDPSession, address: str) -> list[float]:
    page.goto(f"{address}#/lista/{clock.lima_today()}/1")
    page.wait_for_function("() => document.querySelectorAll('#lista .tick').length > 100")
    _slow(session, 6)
    waits = []
    for n in range(TICKS):
        waits.append(page.evaluate(SAVED, n))
        page.wait_for_timeout(100)
    return waits


def _day_of_use(page: Page, session: CDPSession, address: str) -> tuple[float, float]:
    """Megabytes of objects in use after one round through the screens with some ticks, and after as many as a day has."""
    _slow(session, 1)
    used = []
    for turn in range(ROUNDS):
        for screen in SCREENS:
            page.goto(f"{address}#/{screen}")
            page.wait_for_timeout(50)
        page.goto(f"{address}#/lista/{clock.lima_today()}/1")
        page.wait_for_timeout(100)
        for n in range(4):
            page.evaluate(SAVED, TICKS + 4 * turn + n)
        session.send("HeapProfiler.collectGarbage")
        used.append(session.send("Runtime.getHeapUsage")["usedSize"] / 1e6)
    return used[0], used[-1]
