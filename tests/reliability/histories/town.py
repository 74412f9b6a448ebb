"""Two kitchens of one federation, their phones, the server and the link between them: what a history happens to."""

from copy import deepcopy
from dataclasses import dataclass, field, replace
from typing import Any

from app.federation import enrolment
from tests.reliability.histories.link import Fate, Link
from tests.reliability.histories.phones import Phones
from tests.reliability.histories.promises import Promises
from tests.reliability.histories.server import Server
from tests.stories import Confederation

#: Try after try with a good link; whoever has not come to rest by then never will.
ROUNDS = 10
#: Seconds by which a phone's clock is wrong.
CLOCKS = (0, -40_000_000, 86_400, 90_000_000)


@dataclass
class Phone:
    """A phone of a kitchen (0 or 1), the copies of its disk with how much it had written by then, and the ids that it wrote, in order."""

    name: str
    kitchen: int
    copies: list[tuple[int, int]] = field(default_factory=list)
    wrote: list[str] = field(default_factory=list)


class Town:
    """The first kitchen begins with two phones, the second with one; `begins` brings every history back to that day."""

    def __init__(self, confederation: Confederation, process: Phones):
        self.server, self.process = Server(confederation.app), process
        self.link, self.phones = Link(self.server), list[Phone]()
        self.promises = [Promises(self.server, confederation.kitchens[name]) for name in ("manos", "wasi")]
        for kitchen in (0, 0, 1):
            self.joins(kitchen, [])
        self._first_day = [(phone, self.does("copies", phone)["copy"]) for phone in self.phones]
        self._first_promises = deepcopy(self.promises, {id(self.server): self.server})

    def begins(self) -> None:
        """The first day again, with another server and other phones."""
        self.link = Link(self.server)
        self.server.begins_anew()
        self.does("forgets", but=len(self._first_day))
        self.promises = deepcopy(self._first_promises, {id(self.server): self.server})
        self.phones = [replace(phone, copies=[], wrote=list(phone.wrote)) for phone, _ in self._first_day]
        for number, (phone, copy) in enumerate(self._first_day):
            self.does("begins", phone, wrong=CLOCKS[number])
            self.does("rewinds", phone, copy=copy)

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
            self.of(phone).keep(operation, phone.name)
            phone.wrote.append(operation["id"])
        return told

    def joins(self, kitchen: int, ahead: list[Fate]) -> None:
        """Another phone joins a kitchen, at the second try if these fates keep it from joining at the first."""
        phone = Phone(f"phone {len(self.phones)}", kitchen)
        self.does("begins", phone, wrong=CLOCKS[len(self.phones) % len(CLOCKS)])
        self._enrols(phone, ahead)
        self._enrols(phone, [])
        self.phones.append(phone)

    def syncs(self, phone: Phone, ahead: list[Fate]) -> dict[str, Any]:
        """One try with the server; returns how the phone stands after it."""
        self.link.meets(ahead)
        return self.does("syncs", phone)

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
