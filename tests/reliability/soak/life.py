"""What a simulated woman does with her phone: forms of every book, among them corrections of what other phones wrote."""

import random
import time
from collections.abc import Callable

from tests.a_phone import APhone
from tests.reliability.soak.wire import Cut, Wire

DAYS = [f"2026-0{month}-{day:02}" for month in (3, 4) for day in range(1, 29)]
#: A kind of which the server never heard.
RIDDLE = "festival.danced"
FOODS = ("arroz", "papa", "aceite", "lentejas", "azucar")


class SoakPhone:
    """A phone and whoever holds it. It keeps what was not answered, and tries again after a while."""

    def __init__(self, kitchen: int, number: int, port: int, seed: object) -> None:
        self.kitchen, self.dice = kitchen, random.Random(f"{seed}/{number}")
        self.wire = Wire(port)
        self.phone = APhone(self.wire, f"Rosa {number}")  # type: ignore[arg-type]
        self.tries = 0

    def joins(self, code: str) -> None:
        """Enrol, however often it takes: the same four get the same answer."""
        self._until_through(lambda: bool(self.phone.enrols(code)))

    def works(self, forms: int) -> None:
        """Fill in so many forms, some while there is no signal, and try to send them."""
        for _ in range(forms):
            self._fills_in()
        self._until_through(self._sends, most=3)

    def finishes(self) -> None:
        """Send what still waits, and hear what the others wrote."""
        self._until_through(self._sends)

    def _sends(self) -> bool:
        status = self.phone.syncs()
        assert status in (200, 204), f"a promise of the door is broken: {status}"
        return True

    def _until_through(self, act: Callable[[], bool], most: int = 500) -> bool:
        for tried in range(most):
            self.tries += 1
            try:
                return act()
            except Cut:
                time.sleep(min(2.0, 0.05 * 2 ** min(tried, 6)) * self.dice.random())
        assert most < 500, "the server is gone for good"
        return False

    def _fills_in(self) -> None:
        self.phone.day = self.dice.choice(DAYS)
        acts = {self._person: 18, self._plate: 34, self._count: 12, self._food: 14, self._cash: 12, self._mistake: 8, self._riddle: 2}
        self.dice.choices(list(acts), list(acts.values()))[0]()

    def _person(self) -> None:
        people = self._known("beneficiary.registered")
        if people and self.dice.random() < 0.4:
            self.phone.amends(self.dice.choice(people), {"paternal": None}, paternal=self.dice.choice(["Quispe", "Ccori", "Ñahui"]))
        else:
            self.phone.registers("Juana", paternal="Mamani", born_on="1990-05-04", sex="f")

    def _plate(self) -> None:
        people = self._known("beneficiary.registered") or [self.phone.new_id()]  # a ration may come before its person
        self.phone.serves(self.dice.choice(people), self.dice.choice(["member", "paid", "credit"]), slot=self.dice.randint(1, 2))

    def _count(self) -> None:
        rivals = self._known("rations.counted")
        self.phone.counts(self.dice.sample(rivals, min(len(rivals), 2)) or None, paid=self.dice.randint(0, 90))

    def _food(self) -> None:
        act = self.phone.receives if self.dice.random() < 0.5 else self.phone.uses
        act(self.dice.choice(FOODS), self.dice.randint(1, 50_000))

    def _cash(self) -> None:
        act = self.dice.choice([self.phone.spends, self.phone.receives_income, self.phone.pays_dues, self.phone.counts_the_box])
        act(self.dice.randint(1, 90_000))

    def _mistake(self) -> None:
        plates = self._known("rations.served") or [self.phone.new_id()]
        self.phone.undoes(self.dice.choice(plates))

    def _riddle(self) -> None:
        """It is held, once."""
        self.phone.write(RIDDLE, {"huaylash": self.dice.randint(1, 9)})

    def _known(self, kind: str) -> list[str]:
        """Operations of a kind that this phone wrote or heard of, the latest thirty."""
        heard = list({**self.phone.log, **self.phone.made}.values())[-200:]
        return [operation["id"] for operation in heard if operation["kind"] == kind][-30:]
