"""Passwords: how they are kept (argon2id), judged, and invented."""

import secrets
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError

#: A generated password is read over the telephone: no letter in it is mistaken for another.
ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"
SHORTEST = 10
LONGEST = 200
#: Of so few different signs is `1111111111`, and nothing that takes a stranger long.
FEWEST_SIGNS = 5

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


def refusal(password: str, username: str) -> str | None:
    """Why a password will not do (`password_short`, `password_easy`: the name of its words), or None. Length counts, not kinds of signs."""
    if not SHORTEST <= len(password) <= LONGEST:
        return "password_short"
    return "password_easy" if len(set(password)) < FEWEST_SIGNS or username in password.lower() else None


def invented() -> str:
    """A new password of about 79 bits, in groups of four."""
    letters = [secrets.choice(ALPHABET) for _ in range(16)]
    return "-".join("".join(letters[start : start + 4]) for start in range(0, 16, 4))


def nobody_knows() -> str:
    """What is kept of an account that has no password yet: the hash of one that is thrown away."""
    return kept(secrets.token_urlsafe())


@cache
def _nobodys() -> str:
    return nobody_knows()
