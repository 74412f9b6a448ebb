"""What can be said of the pantry. Quantities are grams or millilitres, as the food is measured."""

from app.books.declaration import Declaration
from app.books.fields import Choice, CodeOrId, Day, Reference, References, Text, Whole
from app.books.pantry.catalogue import MEASURES

FOODS = tuple(MEASURES)
#: Where food comes from. The PCA's is the State's [domain.md §8.5].
SOURCES = ("pca", "purchase", "donation", "harvest")
UNITS = ("g", "ml")
#: Why food was thrown away, and why a shelf holds other than what was written.
LOSSES = ("spoiled", "expired", "pests", "spilled", "other")
DIFFERENCES = ("unwritten", "weighing", "lost", "other")
#: A thousand tonnes, far above any kitchen's and far below what an integer holds.
MOST = 1_000_000_000
#: Nobody counts one shelf more often in a day.
COUNTS = 20


class Received(Declaration):
    """Food came: what was asked, promised and received are three figures, and their differences are told to the State."""

    kind = "food.received"
    food = CodeOrId(codes=FOODS, needed=True)
    source = Choice(codes=SOURCES, needed=True)
    received_qty = Whole(most=MOST, needed=True)
    asked_qty = Whole(most=MOST)
    promised_qty = Whole(most=MOST)
    asked_on = Day()
    promised_on = Day()
    document = Text(longest=40)
    delivery = Reference()
    supplier = Text(longest=60)
    lot = Text(longest=30)
    expires_on = Day()
    unit = Text(longest=20)
    unit_qty = Whole(least=1, most=MOST)
    measure = Choice(codes=UNITS)
    value_cents = Whole(most=MOST)
    with_ = Reference()
    examples = (
        {
            "data": {
                "food": "arroz",
                "source": "pca",
                "received_qty": 150_000,
                "asked_qty": 200_000,
                "promised_qty": 150_000,
                "asked_on": "2026-02-02",
                "promised_on": "2026-02-27",
                "document": "PECOSA 0123",
                "supplier": "Municipalidad",
                "lot": "L-0225",
                "expires_on": "2027-02-28",
                "unit": "saco",
                "unit_qty": 50_000,
                "value_cents": 52_500,
            }
        },
        {"data": {"food": "F", "source": "harvest", "received_qty": 2_000, "measure": "g", "delivery": "D"}},
        {"data": {"food": "papa", "source": "purchase", "received_qty": 20_000, "value_cents": 4_800, "with": "S"}},
    )


class Used(Declaration):
    """Food left the pantry for the pot. Copies what that much is worth, where a delivery says it (docs/sync.md, "Worth")."""

    kind = "food.used"
    food = CodeOrId(codes=FOODS, needed=True)
    source = Choice(codes=SOURCES, needed=True)
    qty = Whole(most=MOST, needed=True)
    slot = Whole(least=1, most=9)
    lot = Text(longest=30)
    unit = Text(longest=20)
    unit_qty = Whole(least=1, most=MOST)
    measure = Choice(codes=UNITS)
    value_cents = Whole(most=MOST)
    examples = ({"data": {"food": "arroz", "source": "pca", "qty": 8_000, "slot": 1, "value_cents": 2_800}},)


class Wasted(Declaration):
    """Food was thrown away."""

    kind = "food.wasted"
    food = CodeOrId(codes=FOODS, needed=True)
    source = Choice(codes=SOURCES, needed=True)
    qty = Whole(most=MOST, needed=True)
    reason = Choice(codes=LOSSES)
    lot = Text(longest=30)
    unit = Text(longest=20)
    unit_qty = Whole(least=1, most=MOST)
    measure = Choice(codes=UNITS)
    examples = ({"data": {"food": "papa", "source": "purchase", "qty": 3_000, "reason": "spoiled"}},)


class Counted(Declaration):
    """What was on the shelf at the end of a day, as somebody saw it. The difference to what was written is derived."""

    kind = "food.counted"
    food = CodeOrId(codes=FOODS, needed=True)
    source = Choice(codes=SOURCES, needed=True)
    qty = Whole(most=MOST, needed=True)
    reason = Choice(codes=DIFFERENCES)
    replaces = References(most=COUNTS)
    unit = Text(longest=20)
    unit_qty = Whole(least=1, most=MOST)
    measure = Choice(codes=UNITS)
    examples = ({"data": {"food": "arroz", "source": "pca", "qty": 140_000, "reason": "unwritten"}},)


class Named(Declaration):
    """A food of the kitchen's own, which the national catalogue has not."""

    kind = "food.named"
    name = Text(longest=40, needed=True)
    measure = Choice(codes=UNITS, needed=True)
    examples = ({"id": "F", "data": {"name": "Oca", "measure": "g"}},)


KINDS = (Named, Received, Used, Wasted, Counted)
