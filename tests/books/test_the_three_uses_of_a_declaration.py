"""A declaration is drawn, is checked and is published; whatever is invented, the three agree."""

import copy
import json
import re
from typing import Any

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from app import create_app
from app.books import fields
from app.books.kinds import BY_NAME, DECLARATIONS
from app.sync.judge import judge
from app.sync.schema import published
from tests.databases import TEST_KEY
from tests.stories import Confederation

SCHEMAS = {
    kind["kind"]: Draft202012Validator(kind["schema"], format_checker=Draft202012Validator.FORMAT_CHECKER) for kind in published()["kinds"]
}
EXAMPLES = [example for kind in published()["kinds"] for example in kind["examples"]]
#: What phones have sent to other people's servers.
ODD = st.sampled_from(
    [
        *(None, True, False, 0, -1, 1, 3.9, 1e300, 2**31, 2**63, 2**64, -(2**63) - 1, "", " ", "x" * 5000, "ñ", "a\nb", "a\n"),
        *("\x00", "\x7f", "0", "true", "2026-02-30", "2026-13-01", "1899-01-01", "2026-3-2", [], [None], {}, {"": {}}, [[]]),
        *("arroz", "lomo-saltado", "=1+1", "ÁÉÍ", "😀" * 80, "2026-03-02T00:00:00Z", "٣", "system", "account:0", "member"),
    ]
)


@pytest.fixture(scope="module")
def keyed() -> Flask:
    """An application for its keys alone; no database is asked."""
    return create_app({"MASTER_KEY": TEST_KEY, "DATABASE_URL": "sqlite://", "TESTING": True})


@st.composite
def mangled(draw: st.DrawFn) -> Any:
    """An example in which a few values were replaced, taken away or put in."""
    operation = copy.deepcopy(draw(st.sampled_from(EXAMPLES)))
    for _ in range(draw(st.integers(0, 3))):
        inside = draw(st.sampled_from([operation, operation.get("data"), operation.get("base")]))
        if not isinstance(inside, dict) or not inside:
            continue
        name = draw(st.sampled_from([*sorted(inside), "otro", "data", "names", "slot", "counts"]))
        if draw(st.booleans()):
            inside.pop(name, None)
        else:
            inside[name] = draw(ODD)
    return operation


@given(mangled())
def test_the_checker_and_the_published_schema_give_one_verdict(keyed: Flask, operation: Any) -> None:
    with keyed.app_context():
        judged = judge(json.dumps(operation).encode(), from_phone=False)
    if (operation.get("kind"), operation.get("v")) not in _hashable(BY_NAME) or operation.get("erased"):
        return
    by_schema = SCHEMAS[operation["kind"]].is_valid(operation) and not _whole_floats(operation)
    # What a schema cannot say: that `base` has just the fields of `data`, and that a keeper who joins writes as herself.
    assert by_schema == (not judged.reason) or (by_schema and judged.reason in ("base", "author")), judged


def _hashable(known: dict[Any, Any]) -> Any:
    class Known:
        def __contains__(self, name: Any) -> bool:
            return all(isinstance(part, str | int) and not isinstance(part, bool) for part in name) and name in known

    return Known()


def _whole_floats(value: Any) -> bool:
    """JSON Schema takes 3.0 for an integer; the checker does not."""
    if isinstance(value, dict):
        return any(map(_whole_floats, value.values()))
    return any(map(_whole_floats, value)) if isinstance(value, list) else isinstance(value, float)


@given(st.recursive(ODD, lambda inner: st.lists(inner) | st.dictionaries(st.text(max_size=4), inner), max_leaves=8))
def test_nothing_that_is_json_makes_the_checker_fail(keyed: Flask, anything: Any) -> None:
    with keyed.app_context():
        assert judge(json.dumps(anything).encode(), from_phone=True).reason


@given(st.binary(max_size=200))
def test_nothing_at_all_makes_the_checker_fail(keyed: Flask, raw: bytes) -> None:
    with keyed.app_context():
        assert judge(raw, from_phone=True).reason


@pytest.mark.parametrize("declaration", DECLARATIONS, ids=lambda declaration: declaration.kind)
def test_what_is_drawn_has_the_limits_that_are_published(declaration: Any) -> None:
    schema = json.dumps(next(kind for kind in published()["kinds"] if kind["kind"] == declaration.kind)["schema"])
    data = next(shape for name, shape in json.loads(schema)["$defs"].items() if name.endswith("Data"))
    for name, field in declaration.wire_fields().items():
        stated = data["properties"][name]
        stated = next((one for one in stated.get("anyOf", [stated]) if one.get("type") != "null"), stated)
        drawn = str(field())  # type: ignore[operator]
        if isinstance(field, fields.Whole | fields.PerClass) and "minimum" in stated:
            assert f'min="{stated["minimum"]}"' in drawn
            assert f'max="{stated["maximum"]}"' in drawn
        elif isinstance(field, fields.Text):
            assert f'maxlength="{stated["maxLength"]}"' in drawn
        elif isinstance(field, fields.Choice):
            assert set(re.findall(r'value="([^"]*)"', drawn)) == set(stated["enum"])
        elif isinstance(field, fields.CodeOrId):
            assert all(re.search(stated["pattern"], code) for code in [*re.findall(r'value="([^"]*)"', drawn), EXAMPLES[0]["id"]])
            assert not any(re.search(stated["pattern"], other) for other in ("", "lomo-saltado", "arroz ", "arroz\n", "xarroz"))
        if not declaration.edits and 'type="hidden"' not in drawn:
            assert ("required" in drawn) == (name in data.get("required", []))


def test_the_phones_examples_are_accepted_in_their_order_and_the_servers_are_held(confederation: Confederation) -> None:
    phone = confederation.a_phone()
    by_author: dict[str, list[Any]] = {"phone": [], "server": []}
    for kind in published()["kinds"]:
        by_author[kind["author"]] += kind["examples"]
    answers = phone.push(by_author["phone"]).get_json()["answers"]
    assert [answer["answer"] for answer in answers] == ["accepted"] * len(answers)
    assert len(answers) > 12
    refused = phone.push(by_author["server"]).get_json()["answers"]
    assert [answer["answer"] for answer in refused] == ["held"] * len(by_author["server"])
