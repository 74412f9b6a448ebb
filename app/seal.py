"""Keys, all derived from the one master key outside the database, and what is sealed or proved with them.

Enters: JSON objects and bytes. Leaves: sealed blobs (AES-256-GCM, a random nonce before the text) and keyed MACs (HMAC-SHA-256).
Whoever takes the database without the key finds no name, no document and nothing to test guesses against.
"""

import hashlib
import os
from base64 import b64decode, urlsafe_b64encode
from collections.abc import Callable
from functools import cache
from typing import Any

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from flask import Flask, current_app

NONCE = 12
#: An uncompressed point of P-256.
POINT = 65


def init_app(app: Flask) -> None:
    """Derive the key with which Flask signs cookies; the others are derived when first used."""
    app.config["SECRET_KEY"] = _derive(app.config["MASTER_KEY"], "cookies", 32)


@cache
def _derive(master: str, purpose: str, length: int) -> bytes:
    return HKDF(SHA256(), length, salt=None, info=f"mi-comedor/{purpose}".encode()).derive(b64decode(master))


def _key(purpose: str, length: int = 32) -> bytes:
    return _derive(current_app.config["MASTER_KEY"], purpose, length)


@cache
def _cipher(master: str) -> AESGCM:
    return AESGCM(_derive(master, "seal", 32))


def seal(text: bytes, context: str) -> bytes:
    """Seal some bytes. `context` says what they are and whose; a blob moved to another row does not open."""
    nonce = os.urandom(NONCE)
    return nonce + _cipher(current_app.config["MASTER_KEY"]).encrypt(nonce, text, context.encode())


def unseal(blob: bytes, context: str) -> bytes:
    """Open what `seal` sealed; raises `cryptography.exceptions.InvalidTag` for another key or context."""
    return _cipher(current_app.config["MASTER_KEY"]).decrypt(blob[:NONCE], blob[NONCE:], context.encode())


def opener() -> Callable[[bytes, str], bytes]:
    """`unseal` for many: the key is looked up once."""
    decrypt = _cipher(current_app.config["MASTER_KEY"]).decrypt
    return lambda blob, context: decrypt(blob[:NONCE], blob[NONCE:], context.encode())


def seal_json(value: Any, context: str) -> bytes:
    """Seal a JSON value."""
    return seal(msgspec.json.encode(value), context)


def open_json(blob: bytes, context: str) -> Any:
    """Open what `seal_json` sealed."""
    return msgspec.json.decode(unseal(blob, context))


def key_for(purpose: str) -> bytes:
    """A key of 32 bytes for one purpose and no other."""
    return _key(purpose)


def key_name() -> str:
    """What to call the master key where it must be told from another: eight letters that open nothing."""
    return mac("key name", b"").hex()[:8]


def mac(purpose: str, data: bytes) -> bytes:
    """A keyed MAC of 32 bytes; the same data under another purpose gives another one."""
    inner, outer = _halves(current_app.config["MASTER_KEY"], purpose)
    inner, outer = inner.copy(), outer.copy()
    inner.update(data)
    outer.update(inner.digest())
    return bytes(outer.digest())


@cache
def _halves(master: str, purpose: str) -> tuple[Any, Any]:
    """HMAC-SHA-256 (RFC 2104) with both halves of the key hashed already: for short texts, two hundred a push, four times as fast."""
    key = _derive(master, f"mac/{purpose}", 32).ljust(64, b"\0")
    return hashlib.sha256(bytes(byte ^ 0x36 for byte in key)), hashlib.sha256(bytes(byte ^ 0x5C for byte in key))


@cache
def _private_key(master: str) -> ec.EllipticCurvePrivateKey:
    # 48 bytes reduced into the group's order leave no bias worth naming (as in hash-to-field, RFC 9380 §5.1).
    order = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
    scalar = int.from_bytes(_derive(master, "inbox", 48), "big") % (order - 1) + 1
    return ec.derive_private_key(scalar, ec.SECP256R1())


def public_key() -> str:
    """The server's P-256 key, as an uncompressed point in base64url, to which phones seal what they cannot send openly."""
    point = _private_key(current_app.config["MASTER_KEY"]).public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    return urlsafe_b64encode(point).decode().rstrip("=")


def open_envelope(envelope: bytes) -> bytes:
    """Open what a phone sealed for the federation (docs/sync.md, "Envelopes"); a ValueError for what is none, or not for us."""
    sender, nonce, closed = envelope[1 : 1 + POINT], envelope[1 + POINT : 1 + POINT + NONCE], envelope[1 + POINT + NONCE :]
    if envelope[:1] != b"\x01":
        raise ValueError("no envelope")
    mine = _private_key(current_app.config["MASTER_KEY"])
    own = mine.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    shared = mine.exchange(ec.ECDH(), ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), sender))
    key = HKDF(SHA256(), 32, salt=sender + own, info=b"mi-comedor/envelope").derive(shared)
    try:
        return AESGCM(key).decrypt(nonce, closed, None)
    except InvalidTag as error:
        raise ValueError("sealed for another, or damaged") from error


def seal_receipt(text: bytes, secret: str) -> bytes:
    """Seal bytes for the phone whose secret this is, to be carried back by anybody: a nonce, then AES-256-GCM."""
    key = HKDF(SHA256(), 32, salt=None, info=b"mi-comedor/receipt").derive(secret.encode())
    nonce = os.urandom(NONCE)
    return nonce + AESGCM(key).encrypt(nonce, text, None)
