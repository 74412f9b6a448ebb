"""What the women of an invented kitchen write: a roll once, and six days a week of cooking, with what comes, what it costs and who eats."""

from collections.abc import Iterator
from datetime import date
from random import Random
from typing import Any

from app import clock
from app.demo.hand import Hand
from app.demo.names import names
from app.demo.purse import Purse
from app.demo.store import Store

JOINED = date(2025, 1, 6)
PEOPLE = 45
#: Years from which people's births run nine years on, and how many of a hundred people are of each.
BORN, SHARES = (2017, 2009, 1985, 1955), (22, 12, 46, 20)


class Life:
    """One kitchen's writing. Everything follows from its code and the day, so that it can be written again."""

    def __init__(self, code: str):
        self.hand = Hand(code)
        choice = Random(code)
        self.price = choice.choice((250, 300, 350))
        self.size = choice.randint(18, 45)
        self.people = [self._person(choice) for _ in range(PEOPLE)]
        self.store = Store(self.hand)
        self.purse = Purse(self.hand, self._ids("member"), self._ids("user"), self.price)

    def _ids(self, kind: str) -> list[str]:
        return [self._id(number) for number, person in enumerate(self.people) if person["type"] == kind]

    def _id(self, number: int) -> str:
        return self.hand.id("roll", number + 1)

    def _person(self, choice: Random) -> dict[str, Any]:
        sex = choice.choices("fm", (7, 3))[0]
        born = clock.first_day(f"{choice.choices(BORN, SHARES)[0]}-01").toordinal() + choice.randrange(3000)
        given = choice.sample(names()["women" if sex == "f" else "men"], 2)
        adult = born < date(2000, 1, 1).toordinal()
        return {
            "names": " ".join(given),
            "paternal": choice.choice(names()["families"]),
            "maternal": choice.choice(names()["families"]),
            "doc_type": "dni",
            "doc_number": f"{choice.randrange(10_000_000, 79_999_999)}",
            "born_on": date.fromordinal(born).isoformat(),
            "sex": sex,
            "type": "member" if sex == "f" and adult else choice.choices(("user", "social_case"), (8, 2))[0],
            "consent": "spoken",
        }

    def roll(self) -> Iterator[dict[str, Any]]:
        """The keeper joins and registers the people."""
        name = Random(self.hand.code).choice(names()["women"])
        yield self.hand.write("keeper.joined", JOINED, "keeper", 0, {"name": name}, by=self.hand.keeper)
        for number, person in enumerate(self.people):
            yield self.hand.write("beneficiary.registered", JOINED, "roll", number + 1, person)

    def month(self, period: str, until: date) -> Iterator[dict[str, Any]]:
        """A month's writing, up to a day. When it is over, two kitchens in three hand it in, and half of these their padrón with it."""
        for day in clock.days_of(period):
            if day > until:
                return
            yield from self.store.comes(day)
            yield from self.purse.moves(day)
            if day.weekday() < 6:
                yield from self.day(day)
        handed, last, what = self.hand.chance(period).random(), clock.last_day(period), f"month/{period}"
        if handed < 2 / 3:
            yield self.hand.write("month.handed_in", last, what, 0, {"period": period})
        if handed < 1 / 3:
            yield self.hand.write("roll.handed_in", last, what, 1, {"count": PEOPLE})

    def day(self, on: date) -> Iterator[dict[str, Any]]:
        """A day's writing: menu, counts, who came, what was bought and used. One day in thirty there was no gas."""
        choice, what = self.hand.chance(on), f"day/{on}"
        if choice.random() < 1 / 30:
            yield self.hand.write("service.skipped", on, what, 0, {"slot": 1, "reason": "no_gas"})
            return
        described = {"label": names()["lunch"], "menu": choice.choice(names()["menus"]), "price_cents": self.price}
        yield self.hand.write("service.described", on, what, 0, {"slot": 1, **described}, base=dict.fromkeys(described, None))
        counts = {"paid": choice.randint(8, self.size), "cook": 4, "social_case": choice.randint(0, 6)}
        yield self.hand.write("rations.counted", on, what, 1, {"slot": 1, "counts": counts, "prices": {"paid": self.price}})
        plates = [self._plate(number, on, choice) for number in sorted(choice.sample(range(PEOPLE), choice.randint(8, 18)))]
        for counter, plate in enumerate(plates, 2):
            yield self.hand.write("rations.served", on, what, counter, plate)
        due = counts["paid"] * self.price + sum(plate["price_cents"] for plate in plates if plate["class"] != "credit")
        if choice.random() < 0.25:  # the box was looked at, and somebody paid with a smaller coin
            yield self.hand.write("rations.settled", on, what, 90, {"slot": 1, "amount_cents": due - 50 * choice.randint(0, 3)})
        yield from self.store.cooked(on)
        yield from self.purse.market(on, due)

    def _plate(self, number: int, on: date, choice: Random) -> dict[str, Any]:
        person = self.people[number]
        user = "credit" if choice.random() < 0.08 else "paid"
        ration = {"member": "member", "user": user, "social_case": "social_case"}[person["type"]]
        price = {"member": self.price - 50, "social_case": 0}.get(ration, self.price)
        age = (on - date.fromisoformat(person["born_on"])).days // 365
        data = {"slot": 1, "person": self._id(number), "class": ration, "price_cents": price}
        return data | {"bracket": bracket(age), "sex": person["sex"]}


def bracket(age: int) -> str:
    """The age bracket of whole years [domain.md §1.3]."""
    return next(name for most, name in ((5, "0-5"), (11, "6-11"), (17, "12-17"), (59, "18-59"), (200, "60+")) if age <= most)
