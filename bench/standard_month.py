"""A month of the standard kitchen (W1), in our operations: 200 people register, then 26 days of service, Sundays none."""

from datetime import date, timedelta
from random import Random
from typing import Any

from app.demo.names import names
from bench.standard_day import operations as a_day
from bench.standard_day import starts

PEOPLE = 200
DAYS = [day for day in (date(2026, 3, 1) + timedelta(n) for n in range(31)) if day.weekday() != 6]
FIRST = 1_772_200_800  # 27 February 2026, nine in the morning in Lima


def roll(seed: int = 1) -> list[dict[str, Any]]:
    """200 people, with the fields of the peers' workload: names, DNI, birth, sex, household, and a health flag for a few."""
    choice, written, at = Random(f"roll/{seed}"), [], FIRST
    start, keeper = starts(choice), starts(choice) + f"{1:012x}"
    for number in range(1, PEOPLE + 1):
        at += int(choice.expovariate(1 / 95)) + choice.randrange(20, 60)
        head = {"id": start + f"{number:012x}", "kind": "beneficiary.registered", "v": 1, "on": "2026-02-27", "by": keeper, "at": at}
        written.append(head | {"data": _person(choice, number)})
    return written


def _person(choice: Random, number: int) -> dict[str, Any]:
    sex, age = choice.choices("fm", (58, 42))[0], int(choice.triangular(0, 88, 30))
    born = date(2026, 1, 1) - timedelta(age * 365 + choice.randrange(365))
    lists = names()
    given = choice.sample(lists["women" if sex == "f" else "men"], 2)
    person = {"names": " ".join(given), "paternal": choice.choice(lists["families"]), "maternal": choice.choice(lists["families"])}
    person |= {"doc_type": "dni", "doc_number": f"{choice.randrange(1_000_000, 93_999_999):08d}", "born_on": born.isoformat()}
    person |= {"sex": sex, "type": choice.choice(("member", "user", "user", "social_case")), "household": str(number // 4 + 1)}
    if sex == "f" and 16 <= age <= 44 and choice.random() < 0.08:
        person["pregnant"] = True
    if choice.random() < 0.05:
        person["disability"] = True
    return person


def month(seed: int = 1) -> list[list[dict[str, Any]]]:
    """The roll, and then each day's operations."""
    people = roll(seed)
    ids = [person["id"] for person in people]
    return [people, *(a_day(seed * 100 + n, day, ids) for n, day in enumerate(DAYS))]
