"""One-time passwords of half a minute (TOTP, RFC 6238), as every authenticator app makes them: SHA-1, six digits, 30 seconds."""

import secrets
from base64 import b32encode

from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor import InvalidToken
from cryptography.hazmat.primitives.twofactor.totp import TOTP

ISSUER = "Mi Comedor"
DIGITS = 6
SECONDS = 30
#: 160 bits, as RFC 4226 §4 recommends.
BYTES = 20
#: Telephones' clocks are wrong: the step before and the one after count too (RFC 6238 §5.2).
DRIFT = 1


def new_secret() -> bytes:
    """A secret that telephone and server will share."""
    return secrets.token_bytes(BYTES)


def code(secret: bytes, at: float) -> str:
    """The code of a moment (seconds since 1970)."""
    return _totp(secret).generate(int(at)).decode()


def step(secret: bytes, said: str, at: float, after: int) -> int | None:
    """The step of 30 seconds whose code was said, if it is one around `at` and later than `after`, the last that was spent."""
    now = int(at) // SECONDS
    for one in range(max(now - DRIFT, after + 1), now + DRIFT + 1):
        try:
            _totp(secret).verify(said.encode(), one * SECONDS)
        except InvalidToken:
            continue
        return one
    return None


def address(secret: bytes, username: str) -> str:
    """What the QR code tells the telephone: `otpauth://totp/…`."""
    return _totp(secret).get_provisioning_uri(username, ISSUER)


def in_letters(secret: bytes) -> str:
    """The secret for typing, in groups of four."""
    letters = b32encode(secret).decode()
    return " ".join(letters[start : start + 4] for start in range(0, len(letters), 4))


def _totp(secret: bytes) -> TOTP:
    return TOTP(secret, DIGITS, SHA1(), SECONDS)  # noqa: S303 - the algorithm of the standard, inside an HMAC
