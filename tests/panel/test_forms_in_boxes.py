"""Any form of ours can be shown in boxes and taken back from them, whatever it was filled with."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.books import kinds
from app.review import correction, typed
from app.sync import held
from app.sync.schema import published
from tests.a_visitor import AVisitor
from tests.panel.test_correcting import corrects
from tests.stories import Confederation

EXAMPLES = [(entry["kind"], example) for entry in published()["kinds"] if entry["author"] == "phone" for example in entry["examples"]]


@pytest.mark.parametrize(("kind", "example"), EXAMPLES)
def test_what_is_shown_in_boxes_and_left_alone_says_the_same_of_every_kind(kind: str, example: dict[str, Any]) -> None:
    fields = kinds.BY_NAME[kind, example["v"]].wire_fields()
    said = {name: value for name, value in example["data"].items() if name in typed.drawn(fields)}
    taken = typed.taken(fields, typed.shown(fields, said))
    assert {name: value for name, value in taken.items() if value is not None} == {name: v for name, v in said.items() if v is not None}
    assert typed.unfit(typed.drawn(fields), said, correction.needed(kinds.BY_NAME[kind, 1])) == []
    assert str(typed.taken(fields, typed.shown(fields, {name: {"a": [True]} for name in fields}))), "whatever came can be shown and taken"


@pytest.mark.parametrize(
    ("text", "cents"),
    [
        ("12", 1200),
        ("12.5", 1250),
        ("12,50", 1250),
        ("1,250", 125_000),
        ("S/ 1,250.50", 125_050),
        ("0", 0),
        ("-1", "-1"),
        ("1.234", "1.234"),
    ],
)
def test_soles_are_read_as_they_are_typed(text: str, cents: int | str) -> None:
    fields = kinds.BY_NAME["cash.spent", 1].wire_fields()
    assert typed.taken(fields, {"amount_cents": text})["amount_cents"] == cents


JUNK = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)  # JSON knows neither
    | st.text(max_size=40)
    | st.sampled_from(("2026-02-30", "paid", "0" * 36)),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(("paid", "member", "ñ", "")), inner, max_size=3),
    max_leaves=5,
)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(entry=st.sampled_from(EXAMPLES), data=st.data())
def test_whatever_a_form_of_ours_was_filled_with_can_be_looked_at_and_sent_back(
    confederation: Confederation, rosa: AVisitor, entry: tuple[str, dict[str, Any]], data: st.DataObject
) -> None:
    kind, example = entry
    phone = confederation.a_phone()
    names = list(example["data"])
    spoilt = {name: data.draw(JUNK) for name in data.draw(st.sets(st.sampled_from(names)))} | data.draw(
        st.dictionaries(st.just("más"), JUNK)
    )
    sent = example | {"id": phone.new_id(), "by": "nadie", "data": example["data"] | spoilt}
    phone.push([sent])
    with confederation.app.app_context():
        (key,) = [one.key for one in held.list_for([confederation.kitchens["manos"]]) if one.id == sent["id"]]
    page = f"/panel/es/comedor/K-001/en-observacion/{key}"
    assert rosa.opens(page).status_code == 200
    if f"{page}/corregir" in rosa.reads(page):
        assert corrects(rosa, page) in (303, 400), kind
