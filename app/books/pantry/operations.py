"""What can be said of the pantry. Quantities are grams or millilitres, as the catalogue measures the food."""

from app.books.declaration import Declaration
from app.books.fields import Choice, Text, Whole
from app.books.pantry.catalogue import MEASURES

FOODS = tuple(MEASURES)
#: Where food comes from. The PCA is the State's; the others join with the whole almacén.
SOURCES = ("pca",)
#: A thousand tonnes, far above any kitchen's and far below what an integer holds.
MOST = 1_000_000_000


class Received(Declaration):
    """Food came: what was asked, promised and received are three figures, and their differences are told to the State."""

    kind = "food.received"
    food = Choice(codes=FOODS, needed=True)
    source = Choice(codes=SOURCES, needed=True)
    received_qty = Whole(most=MOST, needed=True)
    asked_qty = Whole(most=MOST)
    promised_qty = Whole(most=MOST)
    document = Text(longest=40)
    unit = Text(longest=20)
    unit_qty = Whole(least=1, most=MOST)
    value_cents = Whole(most=MOST)
    examples = (
        {
            "data": {
                "food": "arroz",
                "source": "pca",
                "received_qty": 150_000,
                "asked_qty": 200_000,
                "promised_qty": 150_000,
                "document": "PECOSA 0123",
                "unit": "saco",
                "unit_qty": 50_000,
                "value_cents": 52_500,
            }
        },
    )


class Used(Declaration):
    """Food left the pantry for the pot."""

    kind = "food.used"
    food = Choice(codes=FOODS, needed=True)
    source = Choice(codes=SOURCES, needed=True)
    qty = Whole(most=MOST, needed=True)
    slot = Whole(least=1, most=9)
    unit = Text(longest=20)
    unit_qty = Whole(least=1, most=MOST)
    examples = ({"data": {"food": "arroz", "source": "pca", "qty": 8_000, "slot": 1}},)


KINDS = (Received, Used)
