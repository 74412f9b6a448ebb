"""Two kitchens of one federation, their phones, the server and the link between them: what a history happens to."""

import uuid
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any

from app.federation import enrolment
from app.sync import append
from app.sync.caused import caused_id
from tests.reliability.histories.files import Files
from tests.reliability.histories.link import Fate, Link
from tests.reliability.histories.phones import Phones
from tests.reliability.histories.promises import Promises
from tests.reliability.histories.server import Server
from tests.stories import Confederation

DAY = "2026-03-02"
#: Try after try with a good link; whoever has not come to rest by then never will.
ROUNDS = 10
#: Seconds by which a phone's clock is wrong.
CLOCKS = (0, -40_000_000, 86_400, 90_000_000)


@dataclass
class Phone:
    """A phone of a kitchen (0 or 1), the copies of its disk with what it had written by then, and the ids that it wrote, in order."""

    name: str
    kitchen: int
    copies: list[tuple[int, list[str]]] = field(default_factory=list)
    wrote: list[str] = field(default_factory=list)


class Town:
    """The first kitchen begins with two phones, the second with one. `begins` brings every history back to the end of the first day."""

    def __init__(self, confederation: Confederation, process: Phones):
        self.server, self.process = Server(confederation.app), process
        self.link, self.phones, self.files = Link(self.server), list[Phone](), Files()
        #: How many phones joined so far: their names.
        self.joined = 0
        self.promises = [Promises(self.server, confederation.kitchens[name]) for name in ("manos", "wasi")]
        for kitchen in (0, 0, 1):
            self.joins(kitchen, [])
        self._is_copied()
        #: The server's backup from before anything was written but the phones' owners' names.
        self.before = self.server.copy()
        self._writes_all_day()
        self._is_copied()
        self._first_day = deepcopy((self.promises, self.phones, self.joined), {id(self.server): self.server})

    def begins(self) -> None:
        """The first day again, with another server and other phones."""
        self.link, self.files = Link(self.server), Files()
        self.server.begins_anew()
        self.promises, self.phones, self.joined = deepcopy(self._first_day, {id(self.server): self.server})
        self.does("forgets", but=sum(len(phone.copies) for phone in self.phones))
        for number, phone in enumerate(self.phones):
            self.does("begins", phone, wrong=CLOCKS[number])
            self.does("rewinds", phone, copy=phone.copies[-1][0])

    def _writes_all_day(self) -> None:
        """All have heard what all wrote, and the federation's word."""
        person = {"names": "Rosa", "paternal": "Mamani", "type": "member"}
        for phone in self.phones:
            self.writes(phone, "writes", entries=[{"kind": "beneficiary.registered", "on": DAY, "data": person}])
        for kitchen in (0, 1):
            self.tells_all(kitchen)
        for phone in self.phones * 2:
            self.syncs(phone, [])

    def _is_copied(self) -> None:
        for phone in self.phones:
            phone.copies.append((self.does("copies", phone)["copy"], list(phone.wrote)))

    def tells_all(self, kitchen: int) -> None:
        """A notice, which only the server may write."""
        drawn = str(uuid.uuid4())
        self._says(kitchen, f"{drawn[:14]}8{drawn[15:]}", "notice.published", {"title": "Asamblea", "text": "El lunes"})

    def erases(self, kitchen: int, person: str) -> None:
        """What the panel writes; twice is once."""
        with self.server.inside():
            caused = caused_id("person.erased", self.promises[kitchen].kitchen_id, person)
        self._says(kitchen, caused, "person.erased", {"person": person})

    def _says(self, kitchen: int, drawn: str, kind: str, data: dict[str, Any]) -> None:
        operation = {"id": drawn, "kind": kind, "v": 1, "on": DAY, "by": "account:1", "at": 1, "data": data}
        with self.server.inside():
            append(self.promises[kitchen].kitchen_id, [operation])
        self.promises[kitchen].keep(operation)

    def phone(self, which: int) -> Phone:
        """One of them."""
        return self.phones[which % len(self.phones)]

    def of(self, phone: Phone) -> Promises:
        """What this phone's kitchen was promised."""
        return self.promises[phone.kitchen]

    def does(self, what: str, phone: Phone | None = None, **more: Any) -> dict[str, Any]:
        """A phone does something; returns what its process tells."""
        return self.process.does(self.link.carries, what, phone.name if phone else "", **more)

    def writes(self, phone: Phone, what: str, **more: Any) -> dict[str, Any]:
        """The same for what makes operations: those of which it said *Guardado* are promised."""
        told = self.does(what, phone, **more)
        for operation in told.get("kept", ()):
            assert operation["id"] not in phone.wrote, "Guardado was said of a form that was not kept: its id was another's"
            self.of(phone).keep(operation, phone.name)
            phone.wrote.append(operation["id"])
        return told

    def joins(self, kitchen: int, ahead: list[Fate]) -> None:
        """Another phone joins a kitchen, at the second try if these fates keep it from joining at the first."""
        phone = Phone(f"phone {self.joined}", kitchen)
        self.does("begins", phone, wrong=CLOCKS[self.joined % len(CLOCKS)])
        self.joined += 1
        self._enrols(phone, ahead)
        self._enrols(phone, [])
        self.phones.append(phone)

    def syncs(self, phone: Phone, ahead: list[Fate]) -> dict[str, Any]:
        """One try with the server; returns how the phone stands after it."""
        self.link.meets(ahead)
        return self.does("syncs", phone)

    def leaves(self, phone: Phone, ahead: list[Fate], **more: Any) -> dict[str, Any]:
        """A phone asks how it stands; if it is closed, it leaves what waits in the inbox, and wipes itself once all has a receipt.
        These fates are of what it leaves."""
        self.link.meets([("arrives", 0), *ahead])
        told = self.does("leaves", phone, **more)
        if "wiped" in told:
            assert told["wiped"] == [], "something is left of a phone that wiped itself"
            self.phones.remove(phone)
            self.of(phone).wiped(phone.name)
        return told

    def told(self, kitchen: int) -> list[dict[str, Any]]:
        """All that the phones of a kitchen know."""
        return [self.does("tells", phone) for phone in self.phones if phone.kitchen == kitchen]

    def went_back(self, kitchen: int, phone: Phone | None = None) -> None:
        """The server's database, or a phone's disk, is what it was once."""
        promises, name = self.promises[kitchen], phone.name if phone else ""
        promises.went_back(self.told(kitchen), name, set(phone.wrote if phone else ()))

    def comes_to_rest(self) -> None:
        """A good link, and every phone tries again until nobody has anything to say; then all are switched off and on."""
        while self.link.late:
            self.link.delivers(0)
        for _ in range(ROUNDS):
            if not [phone for phone in self.phones if not self._rests(phone)]:
                break
        else:
            raise AssertionError("the phones do not come to rest")
        for phone in self.phones:
            self.does("reopens", phone)

    def check(self) -> None:
        """Every promise."""
        for kitchen, promises in enumerate(self.promises):
            promises.check(self.told(kitchen))

    def _enrols(self, phone: Phone, ahead: list[Fate]) -> None:
        with self.server.inside():
            code = enrolment.invite(self.of(phone).kitchen_id, "system")
        self.link.meets(ahead)
        self.writes(phone, "enrols", code=code, name="Rosa")

    def _rests(self, phone: Phone) -> bool:
        trouble = self.syncs(phone, [])["trouble"]
        if trouble in ("device-unknown", "device-revoked"):
            self._enrols(phone, [])
        return trouble is None and self.link.heard == [204]
