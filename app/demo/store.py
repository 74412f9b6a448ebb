"""What comes into an invented kitchen's store and leaves it: the PCA's basket once a month, sometimes late and short; gifts; a garden."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from app import clock
from app.demo.hand import Hand
from app.demo.names import names

#: The foods that a kitchen gets each month from the PCA, in grams or millilitres, and what that much is worth in centimos.
BASKET = {"arroz": (120_000, 42_000), "lentejas": (20_000, 14_000), "anchoveta-en-conserva": (20_000, 26_000), "aceite": (20_000, 16_000)}
#: It has to last for so many days of cooking.
DAYS = 27
#: The day of the month for which the basket is promised, and how many days late it comes.
PROMISED, LATE = 3, (0, 0, 0, 2, 5, 12)
#: Noodles that a parish gives once a month, and greens of the garden once a week: grams, centimos.
GIFT, GARDEN = (10_000, 4_500), (3_000, 1_050)
WEDNESDAY, SATURDAY = 2, 5


class Store:
    """The store of one kitchen."""

    def __init__(self, hand: Hand):
        self.hand = hand
        self.garden = hand.chance("garden").random() < 0.5

    def _arrives(self, on: date) -> date:
        """When the basket of that month comes."""
        period = clock.period_of(on)
        return clock.first_day(period) + timedelta(PROMISED - 1 + self.hand.chance(f"{period}/late").choice(LATE))

    def _received(self, on: date, food: str) -> int:
        """How much of that month's promise comes: all, most or half of it."""
        return BASKET[food][0] * self.hand.chance(f"{clock.period_of(on)}/{food}").choice((100, 100, 80, 50)) // 100

    def comes(self, on: date) -> Iterator[dict[str, Any]]:
        """What is written of food that comes on a day."""
        if on == self._arrives(on):
            yield from self._basket(on)
        if on.weekday() == SATURDAY and 8 <= on.day <= 14:
            yield self._given(on, "fideos", "donation", GIFT, supplier=names()["giver"])
        if self.garden and on.weekday() == WEDNESDAY:
            yield self._given(on, "verduras", "harvest", GARDEN)

    def _basket(self, on: date) -> Iterator[dict[str, Any]]:
        promised_on = on.replace(day=PROMISED)
        about = {
            "source": "pca",
            "delivery": self.hand.id(f"van/{on}", 0),
            "document": f"PECOSA {on:%m%y}",
            "supplier": names()["supplier"],
        }
        about |= {"promised_on": promised_on.isoformat(), "asked_on": (promised_on - timedelta(24)).isoformat()}
        for counter, (food, (promised, value)) in enumerate(BASKET.items()):
            received = self._received(on, food)
            data = {"food": food, "asked_qty": promised * 3 // 2, "promised_qty": promised, "received_qty": received}
            data |= {"value_cents": value * received // promised}
            yield self.hand.write("food.received", on, f"delivery/{on}", counter, data | about)

    def _given(self, on: date, food: str, source: str, much: tuple[int, int], **more: Any) -> dict[str, Any]:
        data = {"food": food, "source": source, "received_qty": much[0], "value_cents": much[1], **more}
        return self.hand.write("food.received", on, f"gift/{on}", 0, data)

    def cooked(self, on: date) -> Iterator[dict[str, Any]]:
        """What is written of food that goes into the pot on a day of cooking, with its worth; one gift in five nobody valued."""
        choice, what = self.hand.chance(f"{on}/store"), f"pot/{on}"
        for counter, (food, price) in enumerate(BASKET.items()):
            if on >= self._arrives(on) and choice.random() < 0.9:
                yield self._used(on, what, counter, food, "pca", self._received(on, food) // DAYS // 50 * 50, price)
        gift = on - timedelta(on.weekday() + 2)
        if on.weekday() < 2 and 8 <= gift.day <= 14:
            yield self._used(on, what, 10, "fideos", "donation", GIFT[0] // 2, GIFT if choice.random() < 0.8 else None)
        if self.garden and on.weekday() == WEDNESDAY + 1:
            yield self._used(on, what, 11, "verduras", "harvest", *GARDEN[:1], GARDEN)

    def _used(self, on: date, what: str, counter: int, food: str, source: str, qty: int, price: tuple[int, int] | None) -> dict[str, Any]:
        data = {"food": food, "source": source, "qty": qty, "slot": 1}
        worth = {"value_cents": price[1] * qty // price[0]} if price else {}
        return self.hand.write("food.used", on, what, counter, data | worth)
