"""What can be said of money, in centimos. Income from rations is derived from the plates and never typed; `rations.settled` says what of
it was really collected."""

from app.books.declaration import Declaration
from app.books.fields import PERIOD, Choice, Day, Reference, References, Text, Whole

#: Whose money was spent: the State's subsidy, what others gave, and the kitchen's own [domain.md §1.6, "rendición"].
FUNDS = ("subsidy", "social_aid", "own")
#: Whose money came in otherwise than as a subsidy.
INCOMES = ("social_aid", "own")
CATEGORIES = ("food", "gas", "water", "transport", "cleaning", "equipment", "other")
#: What the market gives in the hand; a declaration is sworn where a stall gives nothing.
RECEIPTS = ("boleta", "factura", "ticket", "declaration", "none")
#: Why a box holds other than what was written.
DIFFERENCES = ("unwritten", "change", "lost", "other")
#: SUNAT's tax number: eleven digits. Its check digit is only warned about, on the phone.
RUC = r"^[0-9]{11}$(?!\n)"
#: Ten million soles, far above any kitchen's.
MOST = 1_000_000_000
#: Nobody counts one box more often in a day.
COUNTS = 20


class SubsidyReceived(Declaration):
    """Money of the State came, and the days in which it is to be spent."""

    kind = "subsidy.received"
    amount_cents = Whole(most=MOST, needed=True)
    document = Text(longest=40)
    payer = Text(longest=60)
    assigned_on = Day()
    from_on = Day()
    until_on = Day()
    examples = (
        {
            "data": {
                "amount_cents": 92_400,
                "document": "R.A. 045-2026",
                "payer": "Municipalidad",
                "assigned_on": "2026-02-20",
                "from_on": "2026-03-01",
                "until_on": "2026-03-31",
            }
        },
    )


class Spent(Declaration):
    """Something was paid for, with its receipt. Food bought is this and a `food.received` for each food."""

    kind = "cash.spent"
    amount_cents = Whole(most=MOST, needed=True)
    fund = Choice(codes=FUNDS, needed=True)
    category = Choice(codes=CATEGORIES)
    description = Text(longest=80)
    quantity = Text(longest=20)
    unit = Text(longest=20)
    unit_price_cents = Whole(most=MOST)
    supplier = Text(longest=60)
    supplier_ruc = Text(longest=11, shape=RUC)
    receipt = Choice(codes=RECEIPTS)
    series = Text(longest=10)
    number = Text(longest=20)
    examples = (
        {
            "id": "S",
            "data": {
                "amount_cents": 4_800,
                "fund": "subsidy",
                "category": "food",
                "description": "Papa",
                "quantity": "20",
                "unit": "kg",
                "unit_price_cents": 240,
                "supplier": "Bodega San José",
                "supplier_ruc": "10101174102",
                "receipt": "boleta",
                "series": "B001",
                "number": "000123",
            },
        },
    )


class IncomeReceived(Declaration):
    """Other money came: given by somebody, or the kitchen's own from an activity. The category is in the kitchen's own words."""

    kind = "income.received"
    amount_cents = Whole(most=MOST, needed=True)
    fund = Choice(codes=INCOMES, needed=True)
    category = Text(longest=40)
    giver = Text(longest=60)
    document = Text(longest=40)
    examples = ({"data": {"amount_cents": 15_000, "fund": "own", "category": "Pollada"}},)


class DuesPaid(Declaration):
    """A socia's dues, for a month or for none in particular."""

    kind = "dues.paid"
    amount_cents = Whole(most=MOST, needed=True)
    person = Reference()
    period = Text(longest=7, shape=PERIOD)
    examples = ({"data": {"amount_cents": 500, "person": "P", "period": "2026-03"}},)


class CreditPaid(Declaration):
    """Rations eaten on credit are paid. Changes no earlier day."""

    kind = "credit.paid"
    amount_cents = Whole(most=MOST, needed=True)
    person = Reference()
    examples = ({"data": {"amount_cents": 350, "person": "Q"}},)


class CreditForgiven(Declaration):
    """The women agreed that a debt need not be paid."""

    kind = "credit.forgiven"
    amount_cents = Whole(most=MOST, needed=True)
    person = Reference()
    document = Text(longest=40)
    examples = ({"data": {"amount_cents": 700, "person": "Q", "document": "Acta 12"}},)


class RationsSettled(Declaration):
    """What was really collected for the rations of a service; until somebody says it, what is due counts."""

    kind = "rations.settled"
    slot = Whole(least=1, most=9, needed=True)
    amount_cents = Whole(most=MOST, needed=True)
    replaces = References(most=COUNTS)
    examples = ({"data": {"slot": 1, "amount_cents": 6_900}},)


class Counted(Declaration):
    """What was in the box at the end of a day, as somebody saw it. The difference to what was written is derived."""

    kind = "cash.counted"
    amount_cents = Whole(most=MOST, needed=True)
    reason = Choice(codes=DIFFERENCES)
    replaces = References(most=COUNTS)
    examples = ({"data": {"amount_cents": 41_250, "reason": "change"}},)


KINDS = (SubsidyReceived, Spent, IncomeReceived, DuesPaid, CreditPaid, CreditForgiven, RationsSettled, Counted)
