"""Notebooks that nobody would write: Hypothesis draws operations of a kitchen, in any order, with undos, corrections and acceptances."""

from typing import Any

from hypothesis import strategies as st

from app.books.cashbook.operations import FUNDS, INCOMES
from app.books.pantry.operations import SOURCES
from app.books.rations.operations import BRACKETS, CLASSES

#: Few days, people and classes, so that they meet; the days lie at the edges of months.
DAYS = ("2026-01-30", "2026-01-31", "2026-02-01", "2026-02-28", "2026-03-01")
PERIODS = ("2026-01", "2026-02", "2026-03")
MANY = 24


def id_of(number: int) -> str:
    """The id of the operation of this number; people are operations too."""
    return f"5f0c2b1e-8a41-8c3d-9f27-{number:012x}"


_numbers = st.integers(1, MANY)
_ids = _numbers.map(id_of)
_slots = st.integers(1, 2)


def _fact(kind: str, **fields: st.SearchStrategy[Any]) -> st.SearchStrategy[tuple[str, dict[str, Any]]]:
    return st.tuples(st.just(kind), st.fixed_dictionaries(fields))


_plates = st.integers(0, 30)
_classes = st.sampled_from(CLASSES)
_foods = st.sampled_from(["arroz", "aceite", id_of(1)])
_sources = st.sampled_from(SOURCES)

_PLATES_AND_FOOD = st.one_of(
    _fact(
        "rations.served",
        slot=_slots,
        person=st.integers(1, 3).map(id_of),
        again=st.integers(0, 1),
        bracket=st.sampled_from(BRACKETS),
        sex=st.sampled_from("fm"),
        **{"class": _classes, "price_cents": st.sampled_from([200, 350])},
    ),
    _fact(
        "rations.counted",
        slot=_slots,
        counts=st.dictionaries(_classes, _plates, min_size=1, max_size=3),
        prices=st.dictionaries(_classes, st.sampled_from([200, 350]), max_size=3),
        replaces=st.lists(_ids, max_size=3),
    ),
    _fact("service.skipped", slot=_slots, reason=st.sampled_from(["no_gas", "other"])),
    _fact("food.received", food=_foods, source=_sources, received_qty=_plates, promised_qty=_plates, value_cents=_plates),
    _fact("food.received", food=_foods, source=_sources, received_qty=_plates, promised_on=st.sampled_from(DAYS), delivery=_ids),
    _fact("food.used", food=_foods, source=_sources, qty=_plates, measure=st.sampled_from(["g", "ml"])),
    _fact("food.used", food=_foods, source=_sources, qty=_plates, value_cents=_plates),
    _fact("food.wasted", food=_foods, source=_sources, qty=_plates),
    _fact("food.counted", food=_foods, source=_sources, qty=_plates, replaces=st.lists(_ids, max_size=2)),
    _fact("food.named", name=st.just("Oca"), measure=st.sampled_from(["g", "ml"])),
    _fact("operation.undone", target=_ids),
)
CASH = st.one_of(
    *(_fact(kind, amount_cents=_plates) for kind in ("subsidy.received", "dues.paid", "credit.paid", "credit.forgiven")),
    _fact("cash.spent", amount_cents=_plates, fund=st.sampled_from(FUNDS)),
    _fact("income.received", amount_cents=_plates, fund=st.sampled_from(INCOMES)),
    _fact("rations.settled", slot=_slots, amount_cents=_plates, replaces=st.lists(_ids, max_size=2)),
    _fact("cash.counted", amount_cents=_plates, replaces=st.lists(_ids, max_size=2)),
)
FACTS = st.one_of(_PLATES_AND_FOOD, CASH)
ROLL = st.one_of(
    _fact("beneficiary.registered", names=st.just("Ana"), type=st.just("user")),
    _fact("beneficiary.left", person=st.integers(1, 6).map(id_of)),
    _fact("beneficiary.returned", person=st.integers(1, 6).map(id_of)),
)
ACCEPTED = _fact("month.accepted", period=st.sampled_from(PERIODS))


def operation(number: int, on: str, kind: str, data: dict[str, Any]) -> dict[str, Any]:
    """A whole operation."""
    by = "account:1" if kind == "month.accepted" else id_of(0)
    return {"id": id_of(number), "kind": kind, "v": 1, "on": on, "by": by, "at": 1772467200, "data": data}


@st.composite
def notebooks(draw: st.DrawFn, said: st.SearchStrategy[Any]) -> list[dict[str, Any]]:
    """A list of operations in the order in which they reach the server."""
    drawn = draw(st.lists(st.tuples(st.sampled_from(DAYS), said), min_size=1, max_size=MANY))
    made = [operation(number, on, kind, data) for number, (on, (kind, data)) in enumerate(drawn, start=1)]
    seen: set[str] = set()
    return [o for o in made if o["kind"] != "month.accepted" or not (o["data"]["period"] in seen or seen.add(o["data"]["period"]))]


@st.composite
def cut(draw: st.DrawFn, whole: st.SearchStrategy[list[Any]]) -> list[list[Any]]:
    """The same list in pieces: each is one push."""
    left, pieces = draw(whole), []
    while left:
        size = draw(st.integers(1, len(left)))
        pieces.append(left[:size])
        left = left[size:]
    return pieces
