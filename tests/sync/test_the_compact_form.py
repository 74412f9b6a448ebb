"""The compact form of `POST /sync`: the same operations in fewer bytes, whatever they are, and never another verdict."""

import hashlib
import json
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import msgspec
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from app import clock
from app.books.kinds import DECLARATIONS
from app.sync import pull
from app.sync.compact import TooMuch, batch, readable
from app.sync.compact.shorthand import FIELDS, KINDS, LINE, LINES
from bench.standard_day import operations as a_day
from tests.a_thrifty_phone import AThriftyPhone
from tests.stories import Confederation

PAIRS = sorted((Path(__file__).parent.parent / "shared/compact").glob("*.json"))
SHORT = "5f0c2b1e-8a41-8c3d-9f27-{:012x}"

_any = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**60), 2**60) | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=4,
)
_ids = st.builds(SHORT.format, st.integers(0, 16**12 - 1)) | st.uuids().map(str)
_form = st.dictionaries(st.sampled_from(["slot", "person", "counts", "names", "x y", "1"]), _ids | st.integers(0, 400) | _any, max_size=4)
_operation = st.fixed_dictionaries(
    {
        "id": _ids | _any,
        "kind": st.sampled_from(["rations.served", "beneficiary.amended", "festival.danced"]) | _any,
        "v": st.sampled_from([1, 1, 1, 2, True, "1"]),
        "on": st.sampled_from(["2026-03-02", "2026-02-30", None]),
        "by": _ids,
        "at": st.integers(0, 2_000_000_000) | _any,
        "data": _form | _any,
    },
    optional={"base": _form | _any, "seq": st.integers()},
)


def _unfolded(operations: list[Any], known: int = len(LINES)) -> bytes:
    body = msgspec.json.encode([known, "e", None, "test", *batch(operations, known)])
    return readable(body, 5_000, 1 << 22)[0]


@given(st.lists(_operation | _any, max_size=12), st.integers(0, len(LINES)))
@example(a_day(), len(LINES))
def test_what_travels_in_columns_arrives_as_it_was(operations: list[Any], known: int) -> None:
    sent = json.loads(msgspec.json.encode(operations))
    assert json.dumps(json.loads(_unfolded(operations, known))["operations"], sort_keys=True) == json.dumps(sent, sort_keys=True)


@pytest.mark.parametrize("file", PAIRS, ids=lambda file: file.stem)
def test_both_languages_read_the_same_pairs(file: Path) -> None:
    pair = json.loads(file.read_text(encoding="utf-8"))
    text, known = readable(msgspec.json.encode(pair["compact"]), 5_000, 1 << 22)
    assert (json.loads(text), known) == (pair["readable"], pair["compact"][0])
    epoch, cursor, app, operations = pair["readable"].values()
    assert json.loads(msgspec.json.encode([known, epoch, cursor, app, *batch(operations, known)])) == pair["compact"]


def test_the_shorthand_has_every_kind_and_field_and_was_only_added_to() -> None:
    assert {(declaration.kind, *declaration.wire_fields()) for declaration in DECLARATIONS} == {
        (kind, *FIELDS[LINE[kind]]) for kind in KINDS
    }
    assert (LINES[0].split()[0], LINES[32].split()[0], LINES[8].split()[-1]) == ("rations.served", "operation.rejected", "with")


HOSTILE: list[Any] = [
    [],
    [33],
    [33, None],
    [33, None, None, "a", "0"],
    [33, None, None, "a", "0", ["x"], ["x"], ["x"], [1], [[99, 1]]],
    [33, None, None, "a", "0", ["x"], ["x"], ["x"], [1], [[0, 256], [1]]],
    [33, None, None, "a", "01", ["x"], ["x"], ["x"], [1, 2, "zz zz"], [[0, 1], [1]]],
    [33, None, None, "a", "00", ["x"], ["x"], ["x"], [1, 1, "0"], [[0, 1], [1]]],
    [33, None, None, "a", "00", ["x"], ["x"], ["x"], [[7], "a", "b"], [[0, 1], [1]]],
    [33, None, None, "a", "0", ["5f0c2b1e8a418c3d9f27", [-1]], ["x"], ["x"], [1], [[0, 1], [1]]],
    [33, None, None, "a", "0", ['","by":"', [0], [1]], ["x"], ["x"], [1], [[0, 1], [1]]],
    [33, None, None, "a", "0", [], ["x"], ["x"], [1], [[0, 1], [1]]],
    [33, None, None, "a", "é", ["x"], ["x"], ["x"], [1], [[0, 1], [1]]],
    ["33", None, None, "a"],
]
BOMBS: list[Any] = [
    [33, None, None, "a", "0" * 5_001, ["x"], ["x"], ["x"], [1], [[0, 1], [1]]],
    [33, None, None, "a", "0" * 5_000, ["x" * 2_000], ["x"], ["x"], [1], [[0, 1], [1]]],
    [33, None, None, "a", "0" * 5_000, ["x"], ["x"], ["x"], [1], [["k" * 2_000, 1, ["a"]], [1]]],
    [33, None, None, "a", "0" * 5_000, ["x"], ["x"], ["x"], [1], [["k", 1, ["a" * 2_000]], [1]]],
    [33, None, None, "a", "0" * 5_000, ["x"], ["x"], ["x"], [1], [["k", 1, ["a"] * 2_000], *[[1]] * 2_000]],
]


def test_what_is_no_batch_is_refused_whole_and_changes_nothing(confederation: Confederation) -> None:
    phone = confederation.a_phone()
    headers = {"Authorization": f"Bearer {phone.secret}"}
    answers = [phone.client.post("/sync", data=body, headers=headers) for body in [*map(msgspec.json.encode, HOSTILE), b"[" * 100_000]]
    assert {(answer.status_code, answer.get_json()["reason"]) for answer in answers} == {(400, "not-readable")}
    assert phone.push(phone.outbox).get_json()["answers"][0] == {"id": phone.keeper, "answer": "accepted", "seq": 1}


@pytest.mark.parametrize("body", BOMBS)
def test_a_few_letters_that_say_they_are_millions_are_too_large(body: Any) -> None:
    with pytest.raises(TooMuch):
        readable(msgspec.json.encode(body), 5_000, 4 << 20)


def _thrifty(confederation: Confederation) -> AThriftyPhone:
    phone = AThriftyPhone(confederation.app.test_client())
    phone.enrols(confederation.invitation())
    return phone


def test_a_verdict_does_not_depend_on_how_an_operation_travelled(confederation: Confederation) -> None:
    phone = _thrifty(confederation)
    phone.write("service.skipped", {"slot": 12})
    phone.write("festival.danced", {"how": "well"})
    anna = phone.registers("Anna")
    assert phone.syncs() == 200
    phone.serves(anna)
    again = phone.made[anna]
    phone.outbox.append(again)
    assert phone.syncs() == 200
    said = [(answer["answer"], answer.get("seq"), answer.get("reason")) for answer in phone.answers.values()]
    assert said == [
        ("accepted", 1, None),
        ("held", None, "data"),
        ("held", None, "kind-unknown"),
        ("repeated", 2, None),
        ("accepted", 3, None),
    ]
    assert phone.asks([]).status_code == 204
    other = confederation.a_phone()
    other.syncs()
    told = other.log[anna]
    assert {name: told[name] for name in again} == again


def test_a_link_that_is_cut_anywhere_costs_a_line_and_no_more(confederation: Confederation) -> None:
    first, choice = _thrifty(confederation), Random(3)  # noqa: S311 dice, not secrets
    for day in range(1, 13):
        first.outbox += a_day(day, people=None)
    first.syncs()
    whole, cut = _thrifty(confederation), _thrifty(confederation)
    for phone in (whole, cut):
        phone.outbox = []
    whole.syncs()
    while len(cut.log) < len(whole.log):
        cut.link = choice.randrange(1, 5_000)
        cut.syncs()
    assert cut.log == whole.log
    assert cut.heard < 1.3 * whole.heard


def test_a_phone_that_joins_a_long_log_can_work_before_it_has_all_of_it(
    confederation: Confederation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pull, "LONG", 50)
    monkeypatch.setattr(pull, "PIECE", 20)
    first = _thrifty(confederation)
    for seed in range(1, 4):
        first.outbox += a_day(seed, date(2026, 3, seed))
    late = first.registers("Anna")
    today = first.write("service.skipped", {"slot": 1}, on=clock.lima_today().isoformat())
    first.syncs()
    joining = _thrifty(confederation)
    answers = joining.lines_of(joining.asks(joining.outbox))
    assert [answer["cursor"] for answer in answers[:2]] == [None, answers[1]["cursor"]]
    assert {late, today, first.keeper} <= {row["id"] for row in answers[0]["operations"]}
    assert len(answers[0]["operations"]) < 20
    rows = [row for answer in answers[1:] for row in answer["operations"]]
    assert [row["seq"] for row in rows] == list(range(1, len(rows) + 1))
    assert {row["id"] for row in answers[0]["operations"]} < {row["id"] for row in rows}
    joining.syncs()
    assert joining.asks([]).status_code == 204
    joining.cursor = {"count": len(rows), "digest": hashlib.sha256("\n".join(row["id"] for row in rows).encode()).hexdigest()}
    (rest,) = joining.lines_of(joining.asks([]))
    assert [row["id"] for row in rest["operations"]] == [joining.keeper]
