"""The money of an invented kitchen: what the diners pay goes to the market the same day, the women complete it, the State helps late."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from app import clock
from app.demo.hand import Hand
from app.demo.names import names

#: Centimos a kilo.
MARKET = {"papa": 240, "pollo": 1_150, "zanahoria": 300, "huevos": 800, "cebolla": 320}
SUBSIDY, AID, GAS = 24_000, 15_000, 4_800
#: The days of the month on which a *pollada* is sold, dues are paid, and the subsidy comes.
PARTY_ON, DUES_ON, SUBSIDY_ON = 1, 2, 5
MONDAY, TUESDAY, SATURDAY = 0, 1, 5


class Purse:
    """The box of one kitchen. `members` and `users` are ids of people of its roll; `price` is that of a plate, in centimos."""

    def __init__(self, hand: Hand, members: list[str], users: list[str], price: int):
        self.hand, self.members, self.users, self.price = hand, members, users, price

    def moves(self, on: date) -> Iterator[dict[str, Any]]:
        """What is written of money on a day, whether there was cooking or not."""
        choice, what = self.hand.chance(f"{on}/purse"), f"box/{on}"
        if on.day == DUES_ON:
            for counter, person in enumerate(choice.sample(self.members, min(6, len(self.members)))):
                data = {"amount_cents": 500, "person": person, "period": clock.period_of(on)}
                yield self.hand.write("dues.paid", on, what, counter, data)
        if on.day == SUBSIDY_ON and self._has_subsidy(on):
            yield self._subsidy(on, what)
        if on.day == PARTY_ON:
            party = {"amount_cents": choice.randrange(55_000, 95_000, 500), "fund": "own", "category": names()["party"]}
            yield self.hand.write("income.received", on, what, 11, party)
        if on.day == PARTY_ON + 2 and choice.random() < 0.5:
            yield self.hand.write("income.received", on, what, 12, {"amount_cents": AID, "fund": "social_aid", "giver": names()["giver"]})
            yield self._spent(on, what, 13, AID - 2_500, "social_aid", category="equipment", receipt="ticket")
        if on.weekday() == MONDAY:
            yield self._spent(on, what, 14, GAS, "own", category="gas", quantity="1", unit=names()["cylinder"], receipt="boleta")
        if on.weekday() == SATURDAY:
            paid = {"amount_cents": self.price * choice.randint(1, 4), "person": choice.choice(self.users)}
            yield self.hand.write("credit.paid", on, what, 15, paid)

    def _has_subsidy(self, on: date) -> bool:
        """Three months in four; of the last quarter the kitchens only heard."""
        return self.hand.chance(f"{clock.period_of(on)}/subsidy").random() < 0.75

    def _subsidy(self, on: date, what: str) -> dict[str, Any]:
        days = {"assigned_on": on.replace(day=1), "from_on": on.replace(day=1), "until_on": clock.last_day(clock.period_of(on))}
        data = {"amount_cents": SUBSIDY, "document": f"R.A. {on:%m-%Y}", "payer": names()["supplier"]}
        return self.hand.write("subsidy.received", on, what, 10, data | {name: day.isoformat() for name, day in days.items()})

    def market(self, on: date, takings: int) -> Iterator[dict[str, Any]]:
        """A day's shopping with its takings and a little more: one receipt, and of its foods the one that is written down is cooked."""
        choice, what = self.hand.chance(f"{on}/market"), f"market/{on}"
        amount = max(takings * choice.randint(106, 126) // 1000 * 10, 500)
        yield self._spent(on, what, 0, amount, "own", category="food", quantity="varios", receipt=choice.choice(("declaration", "none")))
        yield from self._bought(on, what, 1, choice.choice(sorted(MARKET)), amount // 2, self.hand.id(what, 0))
        if on.weekday() == TUESDAY and on.day > SUBSIDY_ON and self._has_subsidy(on):
            stall = choice.choice(names()["stalls"])
            paper = {"receipt": "boleta", "series": "B001", "number": f"{choice.randrange(100_000):06d}"}
            yield self._spent(on, what, 3, SUBSIDY // 4, "subsidy", category="food", description=names()["goods"], **stall, **paper)
            yield from self._bought(on, what, 4, "pollo", SUBSIDY // 4, self.hand.id(what, 3))

    def _spent(self, on: date, what: str, counter: int, amount: int, fund: str, **more: str) -> dict[str, Any]:
        return self.hand.write("cash.spent", on, what, counter, {"amount_cents": amount, "fund": fund, **more})

    def _bought(self, on: date, what: str, counter: int, food: str, value: int, spent: str) -> Iterator[dict[str, Any]]:
        qty = max(value * 1000 // MARKET[food] // 100 * 100, 100)
        about = {"food": food, "source": "purchase", "value_cents": value}
        yield self.hand.write("food.received", on, what, counter, about | {"received_qty": qty, "with": spent})
        yield self.hand.write("food.used", on, what, counter + 1, about | {"qty": qty, "slot": 1})
