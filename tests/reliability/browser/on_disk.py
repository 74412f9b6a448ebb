"""Looking for words and bytes in all that a browser's profile has on disk: as they are, in UTF-16, and in what is packed."""

import base64
import re
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path

#: How what zlib and gzip packed begins.
PACKED = re.compile(rb"\x1f\x8b\x08|\x78[\x01\x5e\x9c\xda]")
#: Bytes of a packed stream that are looked through, at most.
DEEP = 1 << 20


def of_words(words: Iterable[str]) -> dict[bytes, str]:
    """What each word may look like on disk."""
    return {word.encode(how): word for word in words for how in ("utf-8", "utf-16-le")}


def of_keys(keys: Iterable[bytes]) -> dict[bytes, str]:
    """What a key may look like on disk: raw, and as letters of hex and base64."""
    forms: dict[bytes, str] = {}
    for number, key in enumerate(keys):
        letters = (key.hex(), key.hex().upper(), base64.b64encode(key).decode()[:43], base64.urlsafe_b64encode(key).decode()[:43])
        forms |= dict.fromkeys([key, *of_words(letters)], f"key {number}")
    return forms


def found(files: Iterable[Path], needles: dict[bytes, str]) -> set[str]:
    """Which needles lie where: `file: needle`."""
    looks = re.compile(b"|".join(map(re.escape, sorted(needles, key=len, reverse=True))))
    seen = ((file.name, match) for file in files for text in _texts(file.read_bytes()) for match in looks.findall(text))
    return {f"{name}: {needles[match]}" for name, match in seen}


def _texts(content: bytes) -> Iterator[bytes]:
    """A file as it is, and each stream in it that unpacks."""
    yield content
    for start in PACKED.finditer(content):
        try:
            unpacked = zlib.decompressobj(47).decompress(content[start.start() : start.start() + DEEP], DEEP)
        except zlib.error:
            continue
        yield unpacked
