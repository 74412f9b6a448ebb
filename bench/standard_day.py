"""A day's work of the standard kitchen (W2), in our operations: a menu, the counts without names, 60 plates with one, six movements,
and what was collected, spent and paid as dues.

The same content as the peers were measured on, which were 70 records. Everything is drawn from one seed, so the bytes are the same on
every machine.
"""

from datetime import date
from random import Random
from typing import Any

DAY, NOON = date(2026, 3, 31), 1_774_976_400
FOODS = ("arroz", "lentejas", "aceite", "papa", "cebolla", "zapallo")
CLASSES = ("member", "paid", "social_case")
PRICES = {"member": 250, "paid": 350, "social_case": 0}


def starts(choice: Random) -> str:
    """The random bits that a start of the app draws; ids are these and a counter."""
    bits = f"{choice.getrandbits(72):018x}"
    return f"{bits[:8]}-{bits[8:12]}-8{bits[12:15]}-{'89ab'[choice.randrange(4)]}{bits[15:18]}-"


def operations(seed: int = 1, on: date = DAY, people: list[str] | None = None) -> list[dict[str, Any]]:
    """The day's operations as a phone sends them, in the order they were made. `people` are the ids of the 200 on the roll."""
    choice = Random(seed)
    today, roll, keeper = starts(choice), starts(choice), starts(choice) + f"{1:012x}"
    people = people or [roll + f"{n + 1:012x}" for n in range(200)]
    written: list[dict[str, Any]] = []
    at = NOON + (on - DAY).days * 86_400 - 4 * 3600

    def write(kind: str, data: dict[str, Any], **more: Any) -> None:
        nonlocal at
        at += int(choice.expovariate(1 / 75)) + 2
        head = {"id": today + f"{len(written) + 1:012x}", "kind": kind, "v": 1, "on": on.isoformat(), "by": keeper, "at": at}
        written.append(head | more | {"data": data})

    described = {"label": "Almuerzo", "menu": "Sopa de morón, lentejas con arroz, chicha", "price_cents": 350, "member_price_cents": 250}
    write("service.described", {"slot": 1, **described}, base=dict.fromkeys(described, None))
    for person in choice.sample(range(200), 60):
        ration = choice.choice(CLASSES)
        data = {"slot": 1, "person": people[person], "class": ration, "price_cents": PRICES[ration]}
        write("rations.served", data | {"bracket": choice.choice(("0-5", "6-11", "18-59", "60+")), "sex": choice.choice("fm")})
    for food in FOODS:
        qty = choice.randrange(1, 40) * 500
        write("food.used", {"food": food, "source": "pca", "qty": qty, "slot": 1, "value_cents": qty * choice.randrange(24, 90) // 100})
    counts = {ration: choice.randrange(2, 15) for ration in CLASSES}
    write("rations.counted", {"slot": 1, "counts": counts, "prices": PRICES})
    write("rations.settled", {"slot": 1, "amount_cents": choice.randrange(80, 160) * 50})
    receipt = {"receipt": "boleta", "series": "B001", "number": "000123"}
    write("cash.spent", {"amount_cents": 4_800, "fund": "own", "category": "gas", **receipt})
    write("dues.paid", {"amount_cents": 500, "person": people[6], "period": f"{on:%Y-%m}"})
    return written
