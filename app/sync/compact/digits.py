"""Small whole numbers in as few letters as there are bits in them: base 36, in blocks that fit into a double (docs/sync.md)."""

import re
from functools import lru_cache

LETTERS = "0123456789abcdefghijklmnopqrstuvwxyz"
#: Whole numbers below are exact in JavaScript.
EXACT = 2**53
_WRITTEN = re.compile(r"[0-9a-z]*\Z")


@lru_cache(256)
def block(size: int) -> tuple[int, int]:
    """How many numbers from 0 to `size` - 1 make a block, and in how many letters; raises ValueError for no such size."""
    if not 2 <= size < EXACT:
        raise ValueError("size")
    many, power = 1, size
    while power * size < EXACT:
        many, power = many + 1, power * size
    return many, len(_written(power - 1))


def packed(size: int, numbers: list[int]) -> str:
    """The letters of numbers from 0 to `size` - 1."""
    many, width = block(size)
    blocks = [_written(_joined(size, numbers[at : at + many])) for at in range(0, len(numbers), many)]
    return "".join([*(written.rjust(width, "0") for written in blocks[:-1]), *blocks[-1:]])


def unpacked(size: int, letters: str, count: int) -> list[int]:
    """The first `count` numbers; where the letters end, zeros. Raises ValueError for letters that are none, or too many."""
    many, width = block(size)
    if not _WRITTEN.match(letters) or len(letters) > -(-count // many) * width:
        raise ValueError("letters")
    numbers = []
    for at in range(0, len(letters), width):
        joined = int(letters[at : at + width], 36)
        for _ in range(many):
            joined, number = divmod(joined, size)
            numbers.append(number)
    return (numbers + [0] * (count - len(numbers)))[:count]


def _joined(size: int, numbers: list[int]) -> int:
    """One number of which `numbers` are the digits, the first the least."""
    joined = 0
    for number in reversed(numbers):
        joined = joined * size + number
    return joined


def _written(number: int) -> str:
    letters = ""
    while number or not letters:
        number, digit = divmod(number, 36)
        letters = LETTERS[digit] + letters
    return letters
