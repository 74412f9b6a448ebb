"""Whatever the order, the cuts and the repetitions in which facts arrive, the books are the same, and on both databases."""

import itertools
import threading
from typing import Any

from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from app.database import reading, writing
from app.federation import registry
from app.sync import append
from app.sync.models import Operation
from tests import the_books
from tests.stories import SINCE, Confederation

ID = "5f0c2b1e-8a41-8c3d-9f27-{:012x}"
numbers = itertools.count(1)


@st.composite
def facts(draw: st.DrawFn) -> list[dict[str, Any]]:
    """A few days' facts of one kitchen, undos and replacing counts among them."""
    written: list[dict[str, Any]] = []
    for counter in range(draw(st.integers(1, 14))):
        kind, data = draw(_a_fact(counter))
        day = draw(st.sampled_from(["2026-03-02", "2026-03-03"]))
        head = {"id": ID.format(counter + 1), "kind": kind, "v": 1, "on": day, "by": ID.format(0), "at": counter}
        written.append(head | {"data": data})
    return written


@st.composite
def _a_fact(draw: st.DrawFn, counter: int) -> tuple[str, dict[str, Any]]:
    slot, classes = draw(st.integers(1, 2)), st.sampled_from(["member", "paid", "credit"])
    anything = st.integers(1, max(counter, 1)).map(ID.format)
    return draw(
        st.one_of(
            st.builds(
                lambda person, ration, again: (
                    "rations.served",
                    {"slot": slot, "person": ID.format(person), "class": ration, "price_cents": 250, "again": again},
                ),
                st.integers(100, 103),
                classes,
                st.integers(0, 1),
            ),
            st.builds(
                lambda counts, replaces: ("rations.counted", {"slot": slot, "counts": counts, "replaces": replaces}),
                st.dictionaries(classes, st.integers(0, 30), min_size=1),
                st.lists(anything, max_size=3),
            ),
            st.just(("service.skipped", {"slot": slot})),
            st.just(("food.used", {"food": "arroz", "source": "pca", "qty": 500 + counter})),
            _money_or_reading(counter, slot, anything),
            st.builds(lambda target: ("operation.undone", {"target": target}), st.integers(1, 14).map(ID.format)),
        )
    )


def _money_or_reading(counter: int, slot: int, ids: st.SearchStrategy[str]) -> st.SearchStrategy[tuple[str, dict[str, Any]]]:
    replaces = st.lists(ids, max_size=2)
    return st.one_of(
        st.just(("dues.paid", {"amount_cents": 500 + counter})),
        st.just(("notice.read", {"notice": ID.format(200)})),
        st.builds(lambda old: ("rations.settled", {"slot": slot, "amount_cents": counter, "replaces": old}), replaces),
        st.builds(lambda old: ("cash.counted", {"amount_cents": counter, "replaces": old}), replaces),
    )


def _a_kitchen(app: Flask) -> int:
    with app.app_context(), writing() as connection:
        code = f"X-{next(numbers)}"
        return registry.add_kitchen(connection, code, code, "comedor", "150143", "P-LIMA", SINCE)


def _books(app: Flask, kitchen: int) -> Any:
    with app.app_context(), reading() as connection:
        return the_books.read(connection, kitchen)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(facts(), st.data())
def test_any_order_any_cut_any_repetition(confederation: Confederation, written: list[Any], data: st.DataObject) -> None:
    app = confederation.app
    straight, crooked = _a_kitchen(app), _a_kitchen(app)
    with app.app_context():
        append(straight, written, "a-phone")
        delivered = data.draw(st.permutations(written + data.draw(st.lists(st.sampled_from(written), max_size=6))))
        while delivered:
            cut = data.draw(st.integers(1, len(delivered)))
            append(crooked, delivered[:cut], "a-phone")
            delivered = delivered[cut:]
    assert _books(app, crooked) == _books(app, straight)


def test_phones_that_knock_at_once_leave_no_gap_and_no_double(confederation: Confederation) -> None:
    app, kitchen = confederation.app, confederation.kitchens["manos"]
    written = [
        {"id": ID.format(n), "kind": "food.used", "v": 1, "on": "2026-03-02", "by": ID.format(0), "at": 0}
        | {"data": {"food": "arroz", "source": "pca", "qty": n}}
        for n in range(1, 61)
    ]

    def knocks(start: int) -> None:
        with app.app_context():
            for first in range(start, 60, 6):
                append(kitchen, written[first : first + 12], f"phone-{start}")

    phones = [threading.Thread(target=knocks, args=(start,)) for start in (0, 3, 6, 9)]
    for phone in phones:
        phone.start()
    for phone in phones:
        phone.join(60)
    with app.app_context(), reading() as connection:
        seqs = list(connection.scalars(select(Operation.seq).where(Operation.kitchen_id == kitchen).order_by(Operation.seq)))
    assert seqs == list(range(1, 61))
