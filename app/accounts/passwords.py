"""Passwords: how they are kept (argon2id), judged, and invented."""

import secrets
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError

#: A generated password is read over the telephone: no letter in it is mistaken for another.
ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"
SHORTEST = 10

hasher = PasswordHasher()


def kept(password: str) -> str:
    """What is kept of a password."""
    return hasher.hash(password)


def fits(password_hash: str | None, password: str) -> bool:
    """Whether `password` is the one. With no hash it takes as long and says no, so that time does not tell who has an account."""
    try:
        return hasher.verify(password_hash or _nobodys(), password) and password_hash is not None
    except (VerifyMismatchError, InvalidHashError):
        return False


def outdated(password_hash: str) -> bool:
    """Whether the hash was made at lower costs than today's."""
    return hasher.check_needs_rehash(password_hash)


def invented() -> str:
    """A new password of about 79 bits, in groups of four."""
    letters = [secrets.choice(ALPHABET) for _ in range(16)]
    return "-".join("".join(letters[start : start + 4]) for start in range(0, 16, 4))


@cache
def _nobodys() -> str:
    return hasher.hash(secrets.token_urlsafe())
