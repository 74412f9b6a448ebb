"""What a phone in Python seals for the federation and hands to others: the counterpart of app/seal.py, written from docs/sync.md alone."""

import gzip
import hashlib
import json
import os
from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from flask.testing import FlaskClient


def sealed(value: Any, public_key: str, squeezed: bool = False) -> bytes:
    """An envelope of a JSON value, or of bytes as they are."""
    text = value if isinstance(value, bytes) else json.dumps(value).encode()
    theirs = of_words(public_key)
    ours = ec.generate_private_key(ec.SECP256R1())
    point = ours.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    shared = ours.exchange(ec.ECDH(), ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), theirs))
    key = HKDF(SHA256(), 32, salt=point + theirs, info=b"mi-comedor/envelope").derive(shared)
    nonce = os.urandom(12)
    return b"\x01" + point + nonce + AESGCM(key).encrypt(nonce, gzip.compress(text) if squeezed else text, None)


def framed(*envelopes: bytes) -> bytes:
    """A body for the inbox: each after its length."""
    return b"".join(len(envelope).to_bytes(4, "big") + envelope for envelope in envelopes)


def of_words(text: str) -> bytes:
    """Base64url without padding, read."""
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))


def words(content: bytes) -> str:
    """Base64url without padding."""
    return urlsafe_b64encode(content).decode().rstrip("=")


class Sealing:
    """The verbs of a phone that cannot or may not sync itself. `APhone` is one."""

    client: FlaskClient
    device: str
    secret: str
    door: str
    public_key: str
    epoch: str | None
    cursor: str | None
    outbox: list[dict[str, Any]]
    made: dict[str, dict[str, Any]]
    log: dict[str, dict[str, Any]]
    answers: dict[str, dict[str, Any]]
    pages: list[dict[str, Any]]

    def seals(self, door: str, **said: Any) -> bytes:
        """An envelope for one of the doors."""
        return sealed({"for": door, **said}, self.public_key)

    def leaves_in_the_inbox(self) -> dict[str, Any]:
        """All that waits, an envelope each; returns the answer, whose receipt is of what was left. The phone learns nothing else."""
        return self.leaves(framed(*(self.seals("inbox", operations=[operation]) for operation in self.outbox)))

    def leaves(self, body: bytes, **told: Any) -> dict[str, Any]:
        """A body in the inbox; nothing in it asks only whether the phone is closed, and whether what it was `told` still holds."""
        answer = self.client.post("/sync/inbox", data=body, query_string=told, headers={"Authorization": f"Bearer {self.door}"})
        assert answer.status_code == 200, answer.get_data(as_text=True)
        assert answer.get_json()["receipt"] == hashlib.sha256(body).hexdigest()
        return dict(answer.get_json())

    def bundles(self, most: int = 500) -> list[bytes]:
        """All that waits, in parts that somebody may carry; a question at least."""
        asked = {"epoch": self.epoch, "cursor": self.cursor, "app": "test"}
        batches = [self.outbox[first : first + most] for first in range(0, len(self.outbox), most)] or [[]]
        return [self.seals("carried", secret=self.secret, question=asked | {"operations": batch}) for batch in batches]

    def carries(self, part: bytes) -> Any:
        """One part of somebody's bundle reaches the federation by this phone's signal; returns the raw answer."""
        return self.client.post("/sync/carried", data=part)

    def hands_over(self, carrier: "Sealing") -> list[str]:
        """A whole bundle is carried by another phone; returns the receipts that it brings back."""
        answers = [carrier.carries(part) for part in self.bundles()]
        assert {answer.status_code for answer in answers} == {200}
        return [answer.get_json()["receipt"] for answer in answers]

    def opens_receipt(self, receipt: str) -> dict[str, Any]:
        """What is in a receipt: `asked`, `status`, `answer`."""
        key = HKDF(SHA256(), 32, salt=None, info=b"mi-comedor/receipt").derive(self.secret.encode())
        blob = of_words(receipt)
        return dict(json.loads(gzip.decompress(AESGCM(key).decrypt(blob[:12], blob[12:], None))))

    def takes_receipt(self, receipt: str) -> int:
        """Learn from a receipt what rule 13 allows; returns the status in it."""
        said = self.opens_receipt(receipt)
        now = {"epoch": self.epoch, "cursor": self.cursor}
        if said["status"] == 200 and self.epoch in (None, said["answer"]["epoch"]):  # another epoch is heard of on the next `syncs`
            told = said["answer"]
            for answer in told["answers"]:
                self.answers[answer["id"]] = answer
                self.log[answer["id"]] = self.made[answer["id"]] | {"seq": answer.get("seq")}
            self.outbox = [operation for operation in self.outbox if operation["id"] not in self.answers]
            if said["asked"] == now:
                self.log |= {operation["id"]: operation for operation in told["operations"]}
                self.pages += [{"mark": told["mark"], "rows": told["operations"]}] if told["operations"] else []
                self.epoch, self.cursor = told["epoch"], told["cursor"]
        return int(said["status"])

    def copies(self, key: str) -> bytes:
        """The first part of a copy of the whole notebook: the key of the others."""
        return self.seals("copy", secret=self.secret, key=key)

    def opens_copy(self, part: bytes) -> Any:
        """Ask for the key of a copy; returns the raw answer."""
        return self.client.post("/sync/copy", data=part, headers={"Authorization": f"Bearer {self.secret}"})

    def unlocks(self, code: str, envelope: bytes) -> Any:
        """The PIN was forgotten: the key that was left with the federation, for a code; returns the raw answer."""
        body = {"code": code, "sealed": words(envelope)}
        return self.client.post("/sync/unlock", json=body, headers={"Authorization": f"Bearer {self.door}"})
