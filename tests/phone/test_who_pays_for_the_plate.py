"""*¿Quién paga el plato?* on the screen *Mes*: reckoned in the open, and the same as the server's."""

import re

from playwright.sync_api import expect

from app.rollups.plate import plate
from tests.phone.at_the_box import figures
from tests.phone.leader import Leader


def eats_of_every_source(leader: Leader) -> None:
    """Another phone writes 40 paid plates, rice of the State with its worth and oats without, potatoes of the garden, gas."""
    other = leader.confederation.a_phone(name="Olga")
    other.counts(paid=40, price=250)
    for food, source, qty, worth in (
        ("arroz", "pca", 10_000, 3_500),
        ("papa", "harvest", 4_000, 1_000),
        ("fideos", "donation", 2_000, 900),
    ):
        other.write("food.used", {"food": food, "source": source, "qty": qty, "value_cents": worth})
    other.uses("avena", 2_500)
    other.write("cash.spent", {"amount_cents": 12_000, "fund": "own", "category": "gas"})
    other.write("cash.spent", {"amount_cents": 4_000, "fund": "subsidy", "category": "food"})
    other.syncs()


def test_who_pays_for_the_plate_is_reckoned_in_the_open_and_a_price_learnt_late_counts(leader: Leader) -> None:
    leader.enters()
    eats_of_every_source(leader)
    leader.page.reload()
    leader.goes_to("Mes")
    leader.sees("S/ 214.00")  # 35 of food and 40 of money of the State, 100 of the diners, 30 of the women, 9 given
    leader.loses_signal()
    leader.page.locator("#mes").get_by_role("button", name="Avena").click()
    leader.fills_in("Cuánto vale el kilo", "4.20")
    leader.saves()
    parts = leader.page.locator("#mes details:has(.part-name)")
    expect(parts).to_have_text([re.compile(f"{name}.*{soles}") for name, soles in SHARES.items()])
    leader.sees("Del Estado, en total: 38%")
    parts.first.click()
    leader.sees("Avena, 2.5 kg")
    leader.finds_signal()
    leader.sees_pending(0)
    counted = plate(figures(leader))
    assert (counted.state_kind, counted.state_cash, counted.women, counted.diners, counted.donations) == (4_550, 4_000, 3_000, 10_000, 900)
    assert counted.unvalued_g == 0


SHARES = {
    "El Estado, en comida": "20%.*S/.45.50",
    "El Estado, en dinero": "18%.*S/.40.00",
    "Las mujeres": "13%.*S/.30.00",
    "Los comensales": "45%.*S/.100.00",
    "Donaciones": "4%.*S/.9.00",
}
