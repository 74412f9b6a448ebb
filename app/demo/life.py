"""What the women of an invented kitchen write: a roll once, a delivery a month, and six days a week of cooking."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from hashlib import sha256
from random import Random
from typing import Any

from app import clock
from app.demo.names import names

JOINED = date(2025, 1, 6)
PEOPLE = 45
#: The share of the foods that a kitchen gets each month, in grams or millilitres, and that value in centimos.
BASKET = {"arroz": (150_000, 52_500), "lentejas": (24_000, 16_800), "anchoveta-en-conserva": (24_000, 31_200), "aceite": (24_000, 19_200)}
DAILY = {"arroz": 6_000, "lentejas": 900, "anchoveta-en-conserva": 900, "aceite": 900}


class Life:
    """One kitchen's writing. Everything follows from its code and the day, so that it can be written again."""

    def __init__(self, code: str):
        self.code = code
        choice = Random(code)
        self.keeper = self._id("keeper", 0)
        self.price = choice.choice((250, 300, 350))
        self.size = choice.randint(18, 45)
        self.people = [self._person(choice) for _ in range(PEOPLE)]

    def _id(self, what: str, counter: int) -> str:
        """Random-looking bits from the kitchen and an occasion, then a counter, as a start of the app would draw them."""
        bits = sha256(f"{self.code}/{what}".encode()).hexdigest()
        return f"{bits[:8]}-{bits[8:12]}-8{bits[12:15]}-{'89ab'[int(bits[15], 16) & 3]}{bits[16:19]}-{counter:012x}"

    def _write(self, kind: str, on: date, what: str, counter: int, data: dict[str, Any], **more: Any) -> dict[str, Any]:
        noon = datetime.combine(on, time(17), UTC) + timedelta(seconds=40 * counter)
        whole = {"id": self._id(what, counter), "kind": kind, "v": 1, "on": on.isoformat(), "by": self.keeper}
        return whole | {"at": int(noon.timestamp()), "data": data} | more

    def _person(self, choice: Random) -> dict[str, Any]:
        sex = choice.choices("fm", (7, 3))[0]
        born = date(choice.choices((2016, 1985, 1955), (30, 50, 20))[0], 1, 1) + timedelta(choice.randrange(3000))
        given = choice.sample(names()["women" if sex == "f" else "men"], 2)
        return {
            "names": " ".join(given),
            "paternal": choice.choice(names()["families"]),
            "maternal": choice.choice(names()["families"]),
            "doc_type": "dni",
            "doc_number": f"{choice.randrange(10_000_000, 79_999_999)}",
            "born_on": born.isoformat(),
            "sex": sex,
            "type": "member" if sex == "f" and born.year < 2000 else choice.choices(("user", "social_case"), (8, 2))[0],
            "consent": "spoken",
        }

    def roll(self) -> Iterator[dict[str, Any]]:
        """The keeper joins and registers the people."""
        name = Random(self.code).choice(names()["women"])
        yield self._write("keeper.joined", JOINED, "keeper", 0, {"name": name}, by=self.keeper)
        for number, person in enumerate(self.people):
            yield self._write("beneficiary.registered", JOINED, "roll", number + 1, person)

    def month(self, period: str, until: date) -> Iterator[dict[str, Any]]:
        """A month's writing, up to a day. When it is over, two kitchens in three hand it in."""
        for day in clock.days_of(period):
            if day > until:
                return
            if day.day == 3:
                yield from self._delivery(day)
            if day.weekday() < 6:
                yield from self.day(day)
        if Random(f"{self.code}/{period}").random() < 2 / 3:
            yield self._write("month.handed_in", clock.last_day(period), f"month/{period}", 0, {"period": period})

    def _delivery(self, on: date) -> Iterator[dict[str, Any]]:
        choice = Random(f"{self.code}/{on}/delivery")
        for counter, (food, (promised, value)) in enumerate(BASKET.items()):
            received = promised * choice.choice((100, 100, 80, 50)) // 100
            data = {"food": food, "source": "pca", "asked_qty": promised * 3 // 2, "promised_qty": promised}
            data |= {"received_qty": received, "value_cents": value * received // promised, "document": f"PECOSA {on:%m%y}"}
            yield self._write("food.received", on, f"delivery/{on}", counter, data)

    def day(self, on: date) -> Iterator[dict[str, Any]]:
        """A day's writing: menu, counts, who came, what was used. One day in thirty there was no gas."""
        choice, what = Random(f"{self.code}/{on}"), f"day/{on}"
        if choice.random() < 1 / 30:
            yield self._write("service.skipped", on, what, 0, {"slot": 1, "reason": "no_gas"})
            return
        described = {"label": names()["lunch"], "menu": choice.choice(names()["menus"]), "price_cents": self.price}
        yield self._write("service.described", on, what, 0, {"slot": 1, **described}, base=dict.fromkeys(described, None))
        counts = {"paid": choice.randint(8, self.size), "cook": 4, "social_case": choice.randint(0, 6)}
        yield self._write("rations.counted", on, what, 1, {"slot": 1, "counts": counts, "prices": {"paid": self.price}})
        for counter, number in enumerate(sorted(choice.sample(range(PEOPLE), choice.randint(8, 18))), 2):
            yield self._write("rations.served", on, what, counter, self._plate(number, on))
        for counter, (food, grams) in enumerate(DAILY.items(), 100):
            if choice.random() < 0.6:
                yield self._write("food.used", on, what, counter, {"food": food, "source": "pca", "qty": grams, "slot": 1})

    def _plate(self, number: int, on: date) -> dict[str, Any]:
        person = self.people[number]
        ration = {"member": "member", "user": "paid", "social_case": "social_case"}[person["type"]]
        price = {"member": self.price - 50, "paid": self.price, "social_case": 0}[ration]
        age = (on - date.fromisoformat(person["born_on"])).days // 365
        data = {"slot": 1, "person": self._id("roll", number + 1), "class": ration, "price_cents": price}
        return data | {"bracket": bracket(age), "sex": person["sex"]}


def bracket(age: int) -> str:
    """The age bracket of whole years [domain.md §1.3]."""
    return next(name for most, name in ((5, "0-5"), (11, "6-11"), (17, "12-17"), (59, "18-59"), (200, "60+")) if age <= most)
