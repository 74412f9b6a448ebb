"""What somebody carries for another phone: a question in an envelope, and its answer as a receipt that only that phone opens (rule 13).

`take(envelope).words` is what travels back. The carrier, a neighbour's phone or a coordinator's panel, learns nothing of either.
"""

import gzip
from base64 import urlsafe_b64encode
from dataclasses import dataclass
from typing import Any

import msgspec

from app.federation import devices
from app.seal import seal_receipt
from app.sync import crowd, door, envelope, pull, wire
from app.sync.append import append
from app.sync.exchange import exchange

#: About the most bytes of operations in a receipt: sealed and in base64url it must fit into one part of a parcel (4 MiB).
LONGEST = 2 * 1024 * 1024


@dataclass(frozen=True)
class Receipt:
    """What travels back, in base64url; and for who keeps the door: whose it is, how many operations it was about, how it ended (HTTP)."""

    words: str
    device: devices.Known
    operations: int
    status: int


def take(sealed: bytes) -> Receipt:
    """Answer the question in an envelope. Safe to repeat. Raises `Unreadable`: 400 `unreadable`, 404 `device-unknown`, 429 `busy`."""
    try:
        said = envelope.opened(sealed, envelope.Carried)
    except ValueError:
        raise wire.Unreadable(400, "unreadable") from None
    device = devices.by_secret(said.secret)
    if device is None:
        raise wire.Unreadable(404, "device-unknown")
    with crowd.here().serves(device.kitchen_id):
        status, answer = _answered(device, said.question)
    asked = {"epoch": said.question.epoch, "cursor": said.question.cursor}
    text = gzip.compress(msgspec.json.encode({"asked": asked, "status": status, "answer": answer}), 6, mtime=0)
    words = urlsafe_b64encode(seal_receipt(text, said.secret)).decode().rstrip("=")
    return Receipt(words, device, len(said.question.operations), status)


def _answered(device: devices.Known, question: wire.Push) -> tuple[int, Any]:
    """What `POST /sync` would have answered; but of a closed phone nothing that was carried so far is lost."""
    try:
        if device.revoked:
            wire.refuse_too_many(question)
            append(device.kitchen_id, [bytes(raw) for raw in question.operations], device.id, closed=True)
            return 403, door.CLOSED
        told = exchange(device, question, pull.Size(LONGEST))
    except wire.Unreadable as refused:
        return refused.status, {"reason": refused.reason}
    return (200, told[0]) if told else (204, None)
