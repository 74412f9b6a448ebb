"""A backup's file: an open head, then what it holds, sealed in pieces (AES-256-GCM), so that any size passes through a little memory.

The pieces are numbered and the last one says that it is the last (the STREAM construction of Hoang, Reyhanitabar, Rogaway and Vizár), and
each is bound to the head: none can be changed, moved, left out or cut off without being noticed. The key is the file's own, drawn from the
master key and the head's salt.
"""

from collections.abc import Iterable, Iterator
from typing import IO

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from app import seal
from app.safekeeping.refused import Refused

MAGIC, END = b"mi-comedor backup 1\n", b"\nend of the backup\n"
#: Bytes of a piece, and of what GCM adds to it.
PIECE, TAG = 2**20, 16
#: Nobody's head is longer. In bytes.
LONGEST_HEAD = 4096


class Head(msgspec.Struct, frozen=True):
    """What may be known of a backup without the key. `made_at` is a UTC instant; `key`, `seal.key_name()`; `salt` is hexadecimal."""

    name: str
    made_at: str
    system: str
    migration: str
    key: str
    salt: str


def write(file: IO[bytes], head: Head, content: Iterable[bytes]) -> None:
    """Write a backup's file whole."""
    said = msgspec.json.encode(head)
    opening = MAGIC + len(said).to_bytes(4, "big") + said
    file.write(opening)
    cipher, number, waiting = _cipher(head), 0, bytearray()
    for block in content:
        waiting += block
        while len(waiting) > PIECE:  # not ≥: the last piece is never empty unless everything is
            file.write(cipher.encrypt(_nonce(number, last=False), bytes(waiting[:PIECE]), opening))
            del waiting[:PIECE]
            number += 1
    file.write(cipher.encrypt(_nonce(number, last=True), bytes(waiting), opening))
    file.write(END)


def read_head(file: IO[bytes]) -> Head:
    """The head at a file's beginning; raises `Refused` for what is no backup of ours."""
    return _opening(file)[1]


def read(file: IO[bytes]) -> Iterator[bytes]:
    """What a backup holds, piece by piece, the file standing at its beginning. Raises `Refused`: cut, changed, another key's."""
    opening, head = _opening(file)
    if head.key != seal.key_name():
        raise Refused("wrong-key", theirs=head.key, ours=seal.key_name())
    _whole(file)
    cipher, number, ahead = _cipher(head), 0, _piece(file)
    while True:
        sealed, ahead = ahead, _piece(file)
        try:
            yield cipher.decrypt(_nonce(number, last=not ahead), sealed, opening)
        except InvalidTag:
            raise Refused("damaged") from None
        if not ahead:
            return
        number += 1


def _opening(file: IO[bytes]) -> tuple[bytes, Head]:
    """The bytes that every piece is bound to, and what they say."""
    begins = file.read(len(MAGIC) + 4)
    length = int.from_bytes(begins[len(MAGIC) :], "big")
    if not begins.startswith(MAGIC) or length > LONGEST_HEAD:
        raise Refused("no-backup")
    said = file.read(length)
    try:
        return begins + said, msgspec.json.decode(said, type=Head)
    except (msgspec.DecodeError, UnicodeDecodeError):
        raise Refused("cut" if len(said) < length else "no-backup") from None


def _whole(file: IO[bytes]) -> None:
    """Tell a file that was cut from one that was changed: for the words only, the seal would notice both."""
    here = file.tell()
    file.seek(0, 2)
    file.seek(max(here, file.tell() - len(END)))
    if file.read() != END:
        raise Refused("cut")
    file.seek(here)


def _piece(file: IO[bytes]) -> bytes:
    """The next sealed piece; empty where the mark of the end is all that is left."""
    here = file.tell()
    left = file.seek(0, 2) - here - len(END)
    file.seek(here)
    return file.read(min(PIECE + TAG, left))


def _cipher(head: Head) -> AESGCM:
    return AESGCM(seal.key_for(f"backup/{head.salt}"))


def _nonce(number: int, last: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes([last])
