"""Bodies drawn by chance: published examples with some things replaced, left out, added, nested or doubled, and those of schemathesis."""

import copy
import json
from typing import Any

import schemathesis
from hypothesis import strategies as st

from tests.a_phone import APhone
from tests.an_envelope import sealed
from tests.reliability.bad.twins import Request, push

SPECIAL: list[Any] = [
    "",
    "\0",
    "a\0b",
    "\ud800",
    "2026-02-30",
    "9" * 400,
    "' or 1=1 --",
    -1,
    2**31,
    2**63,
    10**30,
    1e308,
    float("nan"),
    -0.0,
]
SCALAR = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20) | st.sampled_from(SPECIAL)
JUNK = SCALAR | st.recursive(SCALAR, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=6), inner, max_size=4))
ACTS = ("replace", "leave out", "add", "nest", "swap")


def requests(examples: list[dict[str, Any]]) -> st.SearchStrategy[Request]:
    """A phone's request with one to four mangled operations, or one that is mangled itself."""
    many = st.lists(_operation(examples), min_size=1, max_size=4).map(lambda operations: push(*operations))
    return many | _request(examples) | _enrol()


def carried(examples: list[dict[str, Any]], phone: APhone) -> st.SearchStrategy[Request]:
    """The same, sealed by a phone and brought by somebody."""
    around = b'{"for":"carried","secret":"%s","question":%s}'
    asked = requests(examples).filter(lambda request: request.path == "/sync")
    said = asked.map(lambda request: sealed(around % (phone.secret.encode(), request.body), phone.public_key))
    return said.map(lambda envelope: Request("/sync/carried", envelope, bearer="none"))


@st.composite
def _operation(draw: st.DrawFn, examples: list[dict[str, Any]]) -> bytes:
    """A published example under an id of its own, or under a known one, with up to three things wrong."""
    operation = copy.deepcopy(draw(st.sampled_from(examples)))
    if draw(st.booleans()):
        operation["id"] = f"00000000-0000-8000-8000-{draw(st.integers(2**40, 2**48 - 1)):012x}"
    for _ in range(draw(st.integers(0, 3))):
        _mangle(draw, operation, examples)
    return _bytes(draw, operation)


@st.composite
def _request(draw: st.DrawFn, examples: list[dict[str, Any]]) -> Request:
    """The whole request, with `holds` and `page` too, and up to two things wrong."""
    whole: dict[str, Any] = {
        "epoch": None,
        "cursor": None,
        "app": "test",
        "operations": draw(st.lists(st.sampled_from(examples), max_size=2)),
    }
    if draw(st.booleans()):
        whole["holds"] = {"count": draw(st.integers(0, 60)), "digest": "0" * 64}
    if draw(st.booleans()):
        rows = [{**example, "seq": 1, "device": None, "received_at": "2026-03-02T12:00:00Z"} for example in whole["operations"]]
        whole["page"] = {"mark": draw(st.text(max_size=90)), "rows": rows}
    whole = copy.deepcopy(whole)
    for _ in range(draw(st.integers(0, 2))):
        _mangle(draw, whole, examples)
    return Request("/sync", _bytes(draw, whole))


@st.composite
def _enrol(draw: st.DrawFn) -> Request:
    """An enrolment with up to two things wrong, by a code that nobody has."""
    code = "".join(draw(st.lists(st.sampled_from("23456789ABCDEF"), min_size=10, max_size=10)))
    asked: dict[str, Any] = {"code": code, "device": "5f0c2b1e-8a41-8c3d-9f27-000000000012", "secret": "A" * 43, "door": "B" * 43}
    for _ in range(draw(st.integers(0, 2))):
        _mangle(draw, asked, [{"look": True}])
    return Request("/sync/enrol", _bytes(draw, asked))


def _mangle(draw: st.DrawFn, value: dict[str, Any], examples: list[dict[str, Any]]) -> None:
    """Something wrong at some place in `value`."""
    place, name = draw(st.sampled_from(list(_places(value)) or [(value, "")]))
    act = draw(st.sampled_from(ACTS))
    if act == "leave out":
        if isinstance(place, dict):
            place.pop(name, None)
    elif act == "add" and isinstance(place, dict):
        place[draw(st.text(max_size=8))] = draw(JUNK)
    elif act == "nest":
        place[name] = [place.get(name)] if isinstance(place, dict) else [place[name]]
    elif act == "swap":
        other = draw(st.sampled_from(list(_places(draw(st.sampled_from(examples))))))
        place[name] = copy.deepcopy(other[0][other[1]])
    else:
        place[name] = draw(JUNK)


def _places(value: Any) -> Any:
    """Every (container, key) below `value`."""
    for name in list(value) if isinstance(value, dict) else range(len(value)):
        yield value, name
        if isinstance(value[name], dict | list):
            yield from _places(value[name])


def _bytes(draw: st.DrawFn, value: Any) -> bytes:
    """As JSON; seldom with a byte replaced."""
    text = json.dumps(value).encode()
    if draw(st.integers(0, 19)):
        return text
    place = draw(st.integers(0, len(text) - 1))
    return text[:place] + draw(st.binary(min_size=1, max_size=1)) + text[place + 1 :]


def of_a_stranger(case: schemathesis.Case) -> Request:
    """A case of schemathesis as it would leave; with our phone's word at the door, or the drill would end there."""
    body = getattr(case.body, "data", case.body)
    if not isinstance(body, bytes):
        body = b"" if isinstance(body, schemathesis.core.NotSet) else json.dumps(body).encode()
    return Request(case.operation.path, body, case.method, "door" if case.operation.path.endswith(("inbox", "unlock")) else "secret")
