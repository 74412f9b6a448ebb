"""A random history: what phones, the federation's server and the link between them may live through, in any order (Hypothesis chooses)."""

import sys
from typing import Any

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import initialize, rule, run_state_machine_as_test

from tests.reliability.histories.carriers import Carriers, some
from tests.reliability.histories.link import Fate, fates
from tests.reliability.histories.office import Office, maybe, moments
from tests.reliability.histories.town import DAY, Phone, Town

NAMES = ("Ana", "Flor", "Luz", "Ñusta")
VALUES = {
    "pregnant": (True, False, None),
    "consent": ("none", "spoken", "signed"),
    "maternal": ("Huanca", "Ñahui", None),
    "address": ("Mz B", "Mz C", "Mz D"),
}
MOST_PHONES = 5


def forms(number: int, person: str, count: str) -> list[dict[str, Any]]:
    """What a woman may write: facts of every book, and at the end what the server cannot accept."""
    counted = {"slot": 1, "counts": {"paid": number + 5}, "prices": {"paid": 350}} | ({"replaces": [count]} if count else {})
    data = {
        "beneficiary.registered": {"names": NAMES[number % 4], "paternal": "Quispe", "type": "member", "sex": "f"},
        "rations.served": {"slot": 1, "person": person, "class": "paid", "price_cents": 300},
        "rations.counted": counted,
        "food.received": {"food": "arroz", "source": "pca", "received_qty": 50_000 + number},
        "food.used": {"food": "arroz", "source": "pca", "qty": 2_000 + number, "slot": 1},
        "cash.spent": {"amount_cents": 1_500 + number, "fund": "own", "category": "gas"},
        "service.skipped": {"slot": 2, "reason": "no_gas"},
        "month.handed_in": {"period": "2026-03"},
        "festival.danced": {"huayno": number},
        "notice.read": {"notice": person, "again": True},
    }
    return [{"kind": kind, "on": DAY, "data": said} for kind, said in data.items()]


class History(Carriers, Office):
    """One history of `town`. When it has ended all phones come to rest, and what was promised is looked for."""

    @initialize()
    def begins(self) -> None:
        """The first day."""
        self.town.begins()
        self.backups = [self.town.before, self.town.server.copy()]

    @rule(which=some, form=some, number=some, many=st.integers(1, 3), dies=moments, ahead=maybe)
    def writes(self, which: int, form: int, number: int, many: int, dies: int | None, ahead: list[Fate] | None) -> None:
        """Some forms are filled in, one after the other; the phone may die over them, or try with the server soon after."""
        phone = self.town.phone(which)
        people = self.made(phone, "beneficiary.registered") or [f"00000000-0000-8000-8000-{number:012x}"]
        known = forms(number, people[number % len(people)], next(reversed(self.made(phone, "rations.counted")), ""))
        entries = [known[(form + n) % len(known)] for n in range(many)]
        self.town.writes(phone, "writes", entries=entries, **({} if dies is None else {"moments": dies}))
        self.soon(phone, ahead)

    @rule(which=some, whose=some, name=st.sampled_from(list(VALUES)), values=st.permutations(range(3)), rivals=st.integers(1, 2))
    def amends(self, which: int, whose: int, name: str, values: list[int], rivals: int) -> None:
        """Somebody of the padrón is described otherwise, over what this phone knows of her; perhaps on two phones, each in its own way."""
        first = self.town.phone(which)
        people = self.made(first, "beneficiary.registered")
        if not people:
            return
        here = [first, *(phone for phone in self.town.phones if phone.kitchen == first.kitchen and phone != first)]
        for phone, value in zip(here[:rivals], values, strict=False):
            changes = {name: VALUES[name][value]}
            told = self.town.writes(phone, "amends", person=people[whose % len(people)], changes=changes)
            for operation in told.get("kept", ()):
                self.town.of(phone).seen[operation["id"]] = set(told["seen"])

    @rule(which=some, what=some)
    def undoes(self, which: int, what: int) -> None:
        """Something of the kitchen is taken back, also what this phone has not heard of."""
        phone = self.town.phone(which)
        made = [name for name, body in self.town.of(phone).made.items() if body["kind"] != "keeper.joined"]
        if made:
            self.town.writes(phone, "undoes", target=made[-1 - what % len(made)])

    @rule(which=some, ahead=fates)
    def syncs(self, which: int, ahead: list[Fate]) -> None:
        """A phone tries with the server."""
        self.town.syncs(self.town.phone(which), ahead)

    @rule(kitchen=st.integers(0, 1), ahead=fates)
    def another_phone_joins(self, kitchen: int, ahead: list[Fate]) -> None:
        """A kitchen takes another phone, or the same woman a second one."""
        if len(self.town.phones) < MOST_PHONES:
            self.town.joins(kitchen, ahead)

    @rule(which=some, ahead=maybe)
    def is_switched_off_and_on(self, which: int, ahead: list[Fate] | None) -> None:
        """What the phone knew in memory it must know from its disk."""
        phone = self.town.phone(which)
        self.town.does("reopens", phone)
        self.soon(phone, ahead)

    @rule(which=some)
    def has_its_disk_copied(self, which: int) -> None:
        """Somebody keeps a copy of a phone's profile."""
        phone = self.town.phone(which)
        phone.copies.append((self.town.does("copies", phone)["copy"], list(phone.wrote)))

    @rule(which=some, copy=some, ahead=maybe)
    def has_an_old_disk(self, which: int, copy: int, ahead: list[Fate] | None) -> None:
        """And puts it back: the phone is what it was."""
        phone = self.town.phone(which)
        if phone.copies:  # one that joined only now has none
            kept, written = phone.copies[copy % len(phone.copies)]
            self.town.does("rewinds", phone, copy=kept)
            phone.wrote = list(written)
            self.town.went_back(phone.kitchen, phone)
            self.soon(phone, ahead)

    @rule(which=some)
    def an_old_request_arrives(self, which: int) -> None:
        """Long after its phone gave it up."""
        self.town.link.delivers(which)

    @rule()
    def the_server_is_backed_up(self) -> None:
        """All of its database."""
        self.backups.append(self.town.server.copy())

    @rule(which=some, how=st.sampled_from(["restored", "put back, and started", "put back"]))
    def the_server_is(self, how: str, which: int) -> None:
        """Its database is an old one: restored as we do it, or put back by hand, with a start after it or without."""
        server, copy = self.town.server, self.backups[which % len(self.backups)]
        server.restore(copy) if how == "restored" else server.put_back(copy)
        if how == "put back, and started":
            server.starts()
        self.town.link.late.clear()  # no request is on its way for as long as that takes
        for kitchen in (0, 1):
            self.town.went_back(kitchen)

    def teardown(self) -> None:
        """Not after a step that failed: its own failure says more."""
        if sys.exc_info()[0] is None:
            self.town.comes_to_rest()
            self.town.check()

    def made(self, phone: Phone, kind: str) -> list[str]:
        """Ids of what a kitchen has written of a kind."""
        return self.town.of(phone).of_kind(kind)


def live(town: Town, many: int, steps: int, phases: tuple[Phase, ...] = (Phase.generate, Phase.shrink)) -> None:
    """So many histories of so many steps; raises with the shortest one that broke a promise."""
    machine = type("History", (History,), {"town": town})
    how = {"suppress_health_check": list(HealthCheck), "deadline": None, "phases": phases, "report_multiple_bugs": False}
    run_state_machine_as_test(machine, settings=settings(max_examples=many, stateful_step_count=steps, **how))
