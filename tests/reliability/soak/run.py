"""One soak: found a federation, let its phones work while everything is killed, and judge what is left."""

import random
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from app.database import db, writing
from app.federation import enrolment, registry
from tests.databases import build, build_sqlite
from tests.reliability.soak.killer import Killer
from tests.reliability.soak.life import SoakPhone
from tests.reliability.soak.machine import DurablePostgres, Machine
from tests.reliability.soak.proxy import FaultyLink
from tests.reliability.soak.verdict import Verdict, judge
from tests.stories import SINCE

#: Phones of one kitchen, phones that speak at once, and forms that are filled in before a phone looks for signal.
TOGETHER, AT_ONCE, FORMS = 2, 24, 10


@dataclass
class Size:
    """How much of everything."""

    phones: int
    operations: int  # of each phone, the keeper's first one among them
    kills: int  # of workers
    disasters: int  # of PostgreSQL, or with SQLite of the whole server


@dataclass
class Outcome:
    """What happened and what is left."""

    verdict: Verdict
    killer: Killer
    link: FaultyLink
    phones: list[SoakPhone]
    seconds: float


def soak(database: str, size: Size, folder: Path, seed: object) -> Outcome:
    """Run over a scratch `postgresql` or `sqlite` database in `folder`, which is left there."""
    with _database(database, folder) as (url, crash):
        machine = Machine(url, folder / "instance")
        machine.turn_on()
        link = FaultyLink(machine.port, seed)
        try:
            return _soak(machine, link, size, crash or machine.loses_power, seed)
        finally:
            machine.stop()
            with machine.app.app_context():
                db.engine.dispose()


@contextmanager
def _database(database: str, folder: Path) -> Iterator[tuple[str, Callable[[], None] | None]]:
    """A new installation's database and, where it is a process, how it crashes."""
    if database == "sqlite":
        yield f"sqlite:///{build_sqlite(folder / 'mi_comedor.sqlite')}", None
        return
    postgres = DurablePostgres()
    try:
        url = postgres.url(postgres.create())
        build(url, folder)
        yield url, postgres.crashes
    finally:
        postgres.stop()


def _soak(machine: Machine, link: FaultyLink, size: Size, disaster: Callable[[], None], seed: object) -> Outcome:
    began = time.monotonic()
    killer = Killer(machine, link, size.kills, size.disasters, disaster, seed)
    phones = _phones(machine, link, size.phones, seed)
    try:
        with ThreadPoolExecutor(1) as pool:
            work = pool.submit(_work, phones, size.operations, killer, random.Random(f"{seed}/order"))
            killer.run(lambda: not work.done())
            work.result()
    finally:
        link.close()
    _come_home(phones, machine.port)
    return Outcome(judge(machine.app, phones), killer, link, phones, time.monotonic() - began)


def _phones(machine: Machine, link: FaultyLink, count: int, seed: object) -> list[SoakPhone]:
    """Kitchens below one provincial organisation, and phones that have joined them."""
    with machine.app.app_context():
        with writing() as connection:
            registry.add_unit(connection, "N", "CONAMOVIDI", "national", None, SINCE)
            registry.add_unit(connection, "P", "Lima Sur", "provincial", "N", SINCE)
            codes = [f"K-{number:05}" for number in range(-(-count // TOGETHER))]
            kitchens = [registry.add_kitchen(connection, code, code, "comedor", "150143", "P", SINCE) for code in codes]
        phones = [SoakPhone(kitchens[number // TOGETHER], number, link.port, seed) for number in range(count)]
        invitations = [enrolment.invite(phone.kitchen, "system") for phone in phones]
    _all(lambda asked: asked[0].joins(asked[1]), zip(phones, invitations, strict=True))
    return phones


def _work(phones: list[SoakPhone], operations: int, killer: Killer, dice: random.Random) -> None:
    """Rounds of the phones in any order, as far as the killer has come."""
    turns, done = [FORMS] * ((operations - 1) // FORMS) + [(operations - 1) % FORMS], 0
    for forms in turns:
        order = dice.sample(phones, len(phones))
        numbered = [(phone, (done + place) / (len(turns) * len(phones))) for place, phone in enumerate(order)]

        def turn(asked: tuple[SoakPhone, float], forms: int = forms) -> None:
            killer.wait_for(asked[1])
            asked[0].works(forms)

        _all(turn, numbered)
        done += len(phones)


def _come_home(phones: list[SoakPhone], port: int) -> None:
    """The signal is good at last: everybody says what was not answered, then everybody hears it."""
    for _ in range(2):
        for phone in phones:
            phone.wire.port = port
        _all(SoakPhone.finishes, phones)


def _all(act: Callable[..., None], asked: object) -> None:
    with ThreadPoolExecutor(AT_ONCE) as pool:
        for _ in pool.map(act, asked):  # type: ignore[call-overload]
            pass
