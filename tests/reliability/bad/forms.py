"""Forms of every kind that a phone writes, each with one thing wrong; ids are those of the published examples."""

from typing import Any

P, NUL, LONG = "00000000-0000-8000-8000-000000000050", "a\0b", "ñ" * 200
PLATE = {"slot": 1, "person": P, "class": "member", "price_cents": 250}
FOOD = {"food": "arroz", "source": "pca", "received_qty": 1}
USED = {"food": "arroz", "source": "pca", "qty": 1}
SPENT = {"amount_cents": 1, "fund": "own"}

FORMS: dict[str, list[dict[str, Any]]] = {
    "keeper.joined": [{}, {"name": ""}, {"name": None}, {"name": NUL}, {"name": LONG}, {"name": 7}, {"name": "Rosa", "pin": "1234"}],
    "keeper.left": [{}, {"keeper": None}, {"keeper": "x"}, {"keeper": [P]}, {"keeper": P, "reason": "moved"}],
    "operation.undone": [{}, {"target": None}, {"target": "x"}, {"target": [P]}, {"target": P, "why": ""}],
    "month.handed_in": [
        {},
        {"period": "2026-13"},
        {"period": "2026-3"},
        {"period": "2026-03-01"},
        {"period": 202603},
        {"period": "2026-00"},
    ],
    "notice.read": [{}, {"notice": "x"}, {"notice": None}, {"notice": 1}],
    "roll.handed_in": [{"count": -1}, {"count": 100_001}, {"count": "46"}, {"count": None}, {"count": 4.6}, {"count": True}],
    "beneficiary.registered": [
        {},
        {"names": "Juana"},
        {"names": "", "type": "member"},
        {"names": "Juana", "type": "socia"},
        *({"names": "Juana", "type": "member"} | wrong for wrong in ({"age": -1}, {"age": 200}, {"age": "7"}, {"sex": "x"}, {"sex": None})),
        *({"names": "Juana", "type": "member"} | wrong for wrong in ({"born_on": "1984-02-30"}, {"born_on": ""}, {"guardian": "mamá"})),
        *({"names": "Juana", "type": "member"} | wrong for wrong in ({"pregnant": "yes"}, {"pregnant": 1}, {"consent": True}, {"dni": 1})),
        *({"names": wrong, "type": "member"} for wrong in (NUL, LONG, "\ud800", ["Juana"], {"es": "Juana"}, None)),
    ],
    "beneficiary.amended": [{"person": P}, {"person": P, "names": "Eva"}, {"names": "Eva"}, {"person": "x", "names": "Eva"}],
    "beneficiary.left": [{}, {"person": "x"}, {"person": P, "reason": "tired"}, {"person": [P]}],
    "beneficiary.returned": [{}, {"person": None}, {"person": P, "reason": "moved"}],
    "right.asked": [{"person": P}, {"right": "erasure"}, {"person": P, "right": "access"}, {"person": P, "right": None}],
    "service.described": [{"slot": 1}, {"slot": 0, "menu": "x"}, {"slot": 10, "menu": "x"}, {"slot": 1, "menu": "x"}, {"slot": "1"}],
    "service.skipped": [{}, {"slot": 0}, {"slot": 1, "reason": "rain"}, {"slot": None}, {"slot": 1.0001}],
    "rations.served": [
        *(
            {**PLATE, **wrong}
            for wrong in ({"slot": 0}, {"slot": True}, {"person": "Juana"}, {"person": None}, {"class": "free"}, {"class": []})
        ),
        *({**PLATE, **wrong} for wrong in ({"price_cents": -1}, {"price_cents": 100_001}, {"price_cents": 2.5}, {"price_cents": "250"})),
        *({**PLATE, **wrong} for wrong in ({"bracket": "60"}, {"sex": "F"}, {"again": 10}, {"again": -1}, {"again": None}, {"price": 250})),
        *({name: value for name, value in PLATE.items() if name != missing} for missing in PLATE),
    ],
    "rations.counted": [
        *(
            {"slot": 1, "counts": wrong}
            for wrong in ({}, {"paid": -1}, {"paid": 100_001}, {"free": 1}, {"paid": None}, [], None, 18, {"paid": 1.5})
        ),
        {"counts": {"paid": 1}},
        *({"slot": 1, "counts": {"paid": 1}, "prices": wrong} for wrong in ({"free": 1}, {"paid": -1}, None, [])),
        *({"slot": 1, "counts": {"paid": 1}, "replaces": wrong} for wrong in (["x"], P, None, [None], [P] * 201, [[P]])),
    ],
    "food.named": [
        {"name": "Oca"},
        {"measure": "g"},
        {"name": "Oca", "measure": "kg"},
        {"name": "x" * 41, "measure": "g"},
        {"name": "", "measure": "g"},
    ],
    "food.received": [
        *({**FOOD, **wrong} for wrong in ({"food": ""}, {"food": "Arroz!"}, {"food": None}, {"source": "market"}, {"received_qty": -1})),
        *(
            {**FOOD, **wrong}
            for wrong in ({"received_qty": 10**12}, {"received_qty": "1"}, {"asked_on": "2026-02-30"}, {"promised_on": "x"})
        ),
        *(
            {**FOOD, **wrong}
            for wrong in ({"supplier": "x" * 61}, {"lot": "x" * 31}, {"measure": "kg"}, {"with": "x"}, {"value_cents": -1})
        ),
        *({name: value for name, value in FOOD.items() if name != missing} for missing in FOOD),
    ],
    "food.used": [{**USED, "qty": -1}, {**USED, "qty": None}, {**USED, "slot": 0}, {**USED, "reason": "other"}, {**USED, "source": []}],
    "food.wasted": [{**USED, "reason": "eaten"}, {**USED, "qty": 0.1}, {**USED, "slot": 1}, {"qty": 1}],
    "food.counted": [{**USED, "qty": -1}, {**USED, "replaces": ["x"]}, {**USED, "reason": "spoiled"}, {**USED, "lot": "L"}],
    "subsidy.received": [{}, {"amount_cents": -1}, {"amount_cents": 1, "document": LONG}, {"amount_cents": 1, "from_on": "2026-04-31"}],
    "cash.spent": [
        *(
            {**SPENT, **wrong}
            for wrong in ({"fund": "state"}, {"fund": None}, {"category": "beer"}, {"description": LONG}, {"supplier_ruc": "1"})
        ),
        *(
            {**SPENT, **wrong}
            for wrong in ({"supplier_ruc": 10101174102}, {"receipt": "none!"}, {"series": "x" * 11}, {"amount_cents": 1e20})
        ),
    ],
    "income.received": [{"amount_cents": 1}, {"amount_cents": 1, "fund": "subsidy"}, {"fund": "own"}, {**SPENT, "giver": NUL}],
    "dues.paid": [{}, {"amount_cents": -5}, {"amount_cents": 5, "period": "marzo"}, {"amount_cents": 5, "person": "x"}],
    "credit.paid": [{}, {"amount_cents": None}, {"amount_cents": 5, "person": ""}, {"amount_cents": 5, "document": "x"}],
    "credit.forgiven": [{}, {"amount_cents": "5"}, {"amount_cents": 5, "document": "x" * 41}, {"amount_cents": 5, "person": 5}],
    "rations.settled": [{"amount_cents": 5}, {"slot": 1}, {"slot": 0, "amount_cents": 5}, {"slot": 1, "amount_cents": 5, "replaces": "x"}],
    "cash.counted": [{}, {"amount_cents": -1}, {"amount_cents": 1, "reason": "theft"}, {"amount_cents": 1, "replaces": {}}],
}
