"""What can be said of a day's service. A service is (kitchen, the day `on`, `slot`); its label is only a field."""

from app.books.declaration import Declaration
from app.books.fields import Choice, PerClass, Reference, References, Text, Whole

#: Whose plate it is: a socia's, the cook's of the day, paid, eaten now and paid later, given by decision of the women [domain.md §1.6].
CLASSES = ("member", "cook", "paid", "credit", "social_case")
#: Brackets that add up to MINSA's and to the Defensoría's age groups [domain.md §1.3].
BRACKETS = ("0-5", "6-11", "12-17", "18-59", "60+")
SKIPPED = ("no_food", "no_gas", "holiday", "assembly", "other")
PRICE = 100_000


class Described(Declaration):
    """The menu of a service, what it is called, and its prices in centimos."""

    kind = "service.described"
    registry = True
    edits = True
    subject = "slot"
    slot = Whole(least=1, most=9, needed=True)
    label = Text(longest=30)
    menu = Text(longest=120)
    price_cents = Whole(most=PRICE)
    member_price_cents = Whole(most=PRICE)
    social_price_cents = Whole(most=PRICE)
    examples = (
        {
            "data": {"slot": 1, "menu": "Lentejas con arroz", "price_cents": 350, "member_price_cents": 250},
            "base": {"menu": None, "price_cents": None, "member_price_cents": None},
        },
    )


class Skipped(Declaration):
    """Nothing was cooked, which is a fact and not a silence."""

    kind = "service.skipped"
    slot = Whole(least=1, most=9, needed=True)
    reason = Choice(codes=SKIPPED)
    examples = ({"on": "2026-03-03", "data": {"slot": 1, "reason": "no_gas"}},)


class Served(Declaration):
    """A person of the roll ate. Copies class, price, age bracket and sex, so that it is counted alike for ever."""

    kind = "rations.served"
    slot = Whole(least=1, most=9, needed=True)
    person = Reference(needed=True)
    class_ = Choice(codes=CLASSES, needed=True)
    price_cents = Whole(most=PRICE, needed=True)
    bracket = Choice(codes=BRACKETS)
    sex = Choice(codes=("f", "m"))
    again = Whole(most=9)
    examples = (
        {"data": {"slot": 1, "person": "P", "class": "member", "price_cents": 250, "bracket": "18-59", "sex": "f"}},
        {"id": "U", "data": {"slot": 1, "person": "Q", "class": "credit", "price_cents": 350, "again": 1}},
    )


class Counted(Declaration):
    """So many people ate whose names were not taken. Stands, class by class, until another count that names it replaces it."""

    kind = "rations.counted"
    slot = Whole(least=1, most=9, needed=True)
    counts = PerClass(classes=CLASSES, most=100_000, needed=True)
    prices = PerClass(classes=CLASSES, most=PRICE)
    replaces = References(most=200)
    examples = (
        {"id": "C", "data": {"slot": 1, "counts": {"paid": 18, "social_case": 2}, "prices": {"paid": 350}}},
        {"data": {"slot": 1, "counts": {"paid": 19}, "prices": {"paid": 350}, "replaces": ["C"]}},
    )


KINDS = (Described, Skipped, Served, Counted)
