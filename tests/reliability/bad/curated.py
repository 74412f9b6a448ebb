"""Bodies chosen by hand, each of which must be refused or held: what a careless, an old or an ill-meant program might send."""

import gzip
import json
from collections.abc import Iterator
from typing import Any

from tests.reliability.bad.forms import FORMS
from tests.reliability.bad.twins import Request, push

NUL, HALF, LONG = "a\0b", "\ud83c", "ñ" * 70_000
#: Nothing that any field of the envelope takes.
NEVER: tuple[Any, ...] = (None, True, [], {}, 1.5, 10**30, -(2**63), "", NUL, HALF, float("nan"), float("inf"))
#: What else is wrong for one field of the envelope.
ENVELOPE: dict[str, tuple[Any, ...]] = {
    "id": ("5", "5F0C2B1E-8A41-8C3D-9F27-000000000012", "5f0c2b1e-8a41-4c3d-9f27-000000000012", "5f0c2b1e8a418c3d9f27000000000012", 12),
    "kind": ("rations", "rations.served\n", "RATIONS.SERVED", "festival.danced", "month.accepted", "person.erased", "x" * 500, "../etc"),
    "v": (0, -1, 2, 99, 100, "1", 2**31, 2**64),
    "on": ("2026-02-30", "2026-3-2", "26-03-02", "1999-12-31", "2100-01-01", "2026-03-02T00:00", "2026-03-02\n", "hoy", 20260302),
    "by": ("account:1", "system", "Rosa", "account:", "5f0c2b1e", 1),
    "at": (-1, 253402300800, "1772467200", 1772467200.5, 2**63, "now"),
    "data": ("", "{}", 1, [1], {"slot": 1, "": 1}, {"data": {}}),
    "base": ({"slot": 1}, "menu", 1, {"menu": 1}, {"menu": None}),
}
#: A whole operation that nobody could write.
OPERATIONS = (
    *(b"7", b"true", b"null", b'"operation"', b"[]", b"{}", b"[[]]", b"-0", b"1e400", b'""', b'{"id":null}'),
    *(b"[" * 17 + b"]" * 17, b'{"a":' * 400 + b"1" + b"}" * 400, b'"' + b"x" * 70_000 + b'"', b'{"\\u0000":1}', b'{"id":"\\ud800"}'),
)
#: A whole body that is no request.
BODIES = (
    *(
        b"",
        b" ",
        b"null",
        b"7",
        b"[]",
        b"{}",
        b'"',
        b"{",
        b"}",
        b"<h1>",
        b"\0",
        b"\xff\xfe",
        b"\xef\xbb\xbf{}",
        b"NaN",
        b"a=1&b=2",
        b"[" * 9_999,
    ),
    b'{"epoch":null,"cursor":null,"app":"test"}',
    b'{"epoch":null,"cursor":null,"operations":[]}',
    b'{"epoch":null,"cursor":null,"app":"test","operations":[]',
    b'{"epoch":null,"cursor":null,"app":"test","operations":[]}}',
    b'{"epoch":null,"cursor":null,"app":"test","operations":{}}',
    b'{"epoch":null,"cursor":null,"app":"test","operations":null}',
    b'{"epoch":null,"cursor":null,"app":"test","operations":[,]}',
    b'{"epoch":null,"cursor":null,"app":"test","operations":[1,]}',
    b"{'epoch':null,'cursor':null,'app':'test','operations':[]}",
    b'{"epoch":null,"cursor":null,"app":"test\xff","operations":[]}',
    b'{"epoch":null,"cursor":null,"app":"\\ud800","operations":[]}',
    b'{"epoch":null,"cursor":null,"app":"test","operations":[NaN]}',
)
#: What is wrong for one field of the request.
FIELDS: dict[str, tuple[Any, ...]] = {
    "epoch": (1, "", True, [], {}, "x" * 65),
    "cursor": (1, "", False, [], {}, "x" * 65),
    "app": (None, 1, [], {}, NUL, "a\n", "x" * 41),
    "operations": (None, 1, "", {}, True),
    "holds": (1, [], "", {}, {"count": 1}, {"count": -1, "digest": ""}, {"count": 2**31, "digest": ""}, {"count": 1, "digest": 1}),
    "page": (1, [], "", {}, {"mark": "x"}, {"rows": []}, {"mark": 1, "rows": []}, {"mark": "x", "rows": {}}),
    "more": (None, 1, True),
}
SECRET = "A" * 43
ENROL: dict[str, Any] = {"code": "2345678923", "device": "5f0c2b1e-8a41-8c3d-9f27-000000000012", "secret": SECRET, "door": SECRET}
ENROLS: dict[str, tuple[Any, ...]] = {
    "code": (None, 1, "", [], {}, True, NUL, HALF, "x" * 65, "' or 1=1 --", "é" * 10),
    "device": (None, 1, "", [], "5", "5F0C2B1E-8A41-8C3D-9F27-000000000012", ENROL["device"] + "\n", NUL),
    "secret": (None, 1, "", [], "A" * 42, "A" * 44, "=" * 43, SECRET + "\n", "ñ" * 43),
    "door": (None, 1, "", [], "A" * 42, "A" * 44, "=" * 43, SECRET + "\n"),
    "look": (False, 1, "true", None, True),
}
BEARERS = ("none", "door", "Bearer", "Bearer ", "Basic YTpi", "bearer x", "Bearer ñ", "Bearer " + "x" * 5_000, "Bearer ../..", "\t")


def requests(example: dict[str, Any]) -> Iterator[Request]:
    """All of them; `example` is an operation that would be accepted under another id."""
    yield from (push(json.dumps(said).encode()) for said in operations(example))
    yield from map(push, OPERATIONS)
    yield from (Request("/sync", body) for body in BODIES)
    whole = {"epoch": None, "cursor": None, "app": "test", "operations": []}
    yield from (_json("/sync", whole | {name: value}) for name, values in FIELDS.items() for value in values)
    yield from (_json("/sync/enrol", ENROL | {name: value}) for name, values in ENROLS.items() for value in values)
    yield from (_json("/sync/enrol", {"code": value, "look": True}) for value in ENROLS["code"])
    yield from (Request("/sync/enrol", body) for body in BODIES)
    yield from (
        Request(path, b"{}", bearer=bearer)
        for path in ("/sync", "/sync/inbox")
        for bearer in BEARERS
        if (path, bearer) != ("/sync/inbox", "door")
    )
    yield from _squeezed()
    yield from (
        Request(path, b"{}", method) for path in ("/sync", "/sync/enrol", "/sync/inbox") for method in ("GET", "PUT", "DELETE", "PATCH")
    )


def operations(example: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Operations that must be held: an envelope with one thing wrong, and every form with one thing wrong."""
    for name, values in ENVELOPE.items():
        yield {field: value for field, value in example.items() if field != name} if name != "base" else example | {"base": {}}
        yield from (example | {name: value} for value in (*NEVER, *values))
    yield from (example | {name: 1} for name in ("seq", "device", "received_at", "Data", "", "__proto__"))
    yield from (example | {"kind": kind, "data": data} for kind, forms in FORMS.items() for data in forms)


def _squeezed() -> Iterator[Request]:
    good = gzip.compress(b'{"epoch":null,"cursor":null,"app":"test","operations":[]}')
    for body in (b"", b"\x1f\x8b", good[:-9], b"x" + good, good[::-1], b'{"epoch":null}', gzip.compress(b" " * 6_000_000)):
        yield from (Request(path, body, headers={"Content-Encoding": "gzip"}) for path in ("/sync", "/sync/enrol"))


def _json(path: str, value: Any) -> Request:
    return Request(path, json.dumps(value).encode())
