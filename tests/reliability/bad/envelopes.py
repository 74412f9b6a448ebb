"""Envelopes chosen by hand for the doors of parcels, which must be refused: damaged, for others, bombs, and JSON of no shape."""

import gzip
import json
from collections.abc import Iterator
from typing import Any

from tests.a_phone import APhone
from tests.an_envelope import framed, sealed, words
from tests.reliability.bad.curated import BODIES, FIELDS, NEVER
from tests.reliability.bad.twins import Request

#: The base point of P-256: a key that is nobody's here.
ANOTHER = "BGsX0fLhLEJH-Lzm5WOkQPJ3A32BLeszoPShOUXYmMKWT-NC4v4af5uO5-tKfA-eFivOM1drMV7Oy7ZAaDe_UfU"
#: Where an envelope's parts end: format, point, nonce.
PARTS = (1, 66, 78)
BOMB = b" " * 6_000_000
KEYS = (*NEVER, "k" * 201, ["k"])
SECRETS = (*NEVER, "A" * 42, "A" * 44, "=" * 43, "A" * 43 + "\n")


def requests(phone: APhone) -> Iterator[Request]:
    """All of them, at the doors of `phone` and of its kitchen."""
    yield from (Request("/sync/carried", body, bearer="none") for body in _damaged(phone, _question(phone)))
    yield from (Request("/sync/copy", body) for body in _damaged(phone, {"for": "copy", "secret": phone.secret, "key": "k"}))
    yield from (Request("/sync/carried", sealed(said, phone.public_key), bearer="none") for said in _misshapen(_question(phone), "secret"))
    copy = {"for": "copy", "secret": phone.secret, "key": "k"}
    yield from (Request("/sync/copy", sealed(said, phone.public_key)) for said in _misshapen(copy, "key"))
    yield from (Request("/sync/unlock", body, bearer="door") for body in BODIES)
    yield from (Request("/sync/unlock", json.dumps(said).encode(), bearer="door") for said in _unlocking(phone))
    for path, bearer in (("/sync/copy", "none"), ("/sync/copy", "door"), ("/sync/unlock", "none"), ("/sync/unlock", "secret")):
        yield Request(path, b"", bearer=bearer)
    for path in ("/sync/carried", "/sync/copy", "/sync/unlock"):
        yield from (Request(path, b"", method) for method in ("GET", "PUT", "DELETE", "PATCH"))
        yield from (Request(path, body, headers={"Content-Encoding": "gzip"}) for body in (b"", b"\x1f\x8b", gzip.compress(BOMB)))


def bodies(phone: APhone) -> Iterator[bytes]:
    """What may be left in the inbox, and cannot be opened."""
    said = {"for": "inbox", "operations": []}
    yield from (body for body in BODIES if body)
    yield from map(framed, _damaged(phone, said))
    yield from (framed(sealed(wrong, phone.public_key)) for wrong in _misshapen(said, "operations", (None, 1, "", {}, True)))
    good = sealed(said, phone.public_key)
    yield from (framed(good)[:-1], framed(good, b""), framed(b"", good), b"\xff" * 4 + good, good, b"\0" * 400, framed(good) + b"\0")


def _question(phone: APhone) -> dict[str, Any]:
    question = {"epoch": None, "cursor": None, "app": "test", "operations": []}
    return {"for": "carried", "secret": phone.secret, "question": question}


def _damaged(phone: APhone, said: dict[str, Any]) -> Iterator[bytes]:
    """An honest envelope with something done to its bytes, or honest bytes with something that is no JSON of ours in them."""
    good = sealed(said, phone.public_key)
    yield from (good[:end] for at in PARTS for end in (at - 1, at, at + 1))
    yield from (good[:-1], good + b"\0", good[::-1], good * 2, sealed(said, ANOTHER), json.dumps(said).encode(), words(good).encode())
    yield from (good[:at] + bytes([good[at] ^ 1]) + good[at + 1 :] for at in (0, 1, 2, 40, 66, 70, 78, len(good) - 1))
    yield from (good[:1] + point.ljust(65, b"\0") + good[66:] for point in (b"", b"\x04", b"\x02", b"\x04" + b"\xff" * 64))
    squeezed = gzip.compress(json.dumps(said).encode())
    yield from (sealed(text, phone.public_key) for text in (squeezed[:-9], squeezed[:3], gzip.compress(BOMB), gzip.compress(squeezed)))
    yield from (sealed(body, phone.public_key) for body in BODIES)


def _misshapen(said: dict[str, Any], field: str, values: tuple[Any, ...] = KEYS) -> Iterator[Any]:
    """The JSON of an envelope with one thing wrong."""
    yield from ({name: value for name, value in said.items() if name != missing} for missing in said)
    yield from (said | {"for": door} for door in (None, 1, "", "Inbox", "unlock", "inbox copy", ["copy"]))
    yield from (said | {name: 1} for name in ("device", "", "For", "operation"))
    yield from (said | {field: value} for value in (SECRETS if field == "secret" else values))
    if "question" in said:
        yield from (said | {"question": value} for value in (None, 1, "", [], {}))
        yield from (said | {"question": said["question"] | {name: value}} for name, values in FIELDS.items() for value in values)
        yield said | {"question": said["question"] | {"operations": [0] * 5_001}} | {"secret": "B" * 43}
    yield from ([said], {"said": said})


def _unlocking(phone: APhone) -> Iterator[dict[str, Any]]:
    """Asking for the key of a phone by what is no code of its kitchen, or with what is no envelope of its own."""
    good = {"for": "unlock", "device": phone.device, "key": "k"}
    slot = words(sealed(good, phone.public_key))
    yield from ({"code": value, "sealed": slot} for value in (*NEVER, "x" * 65, "é" * 10, "' or 1=1 --"))
    yield from ({"code": "2345678923", "sealed": value} for value in (*NEVER, "=" * 9, "a b", "ñ", "a", "x" * 2_001, slot + "\n"))
    yield from ({"code": "2345678923"}, {"sealed": slot}, {"code": "2345678923", "sealed": slot, "look": True})
    theirs = (good | {"device": "5f0c2b1e-8a41-8c3d-9f27-000000000012"}, good | {"device": None}, good | {"device": phone.device.upper()})
    for said in (*theirs, *_misshapen(good, "key")):
        yield {"code": "2345678923", "sealed": words(sealed(said, phone.public_key))}
