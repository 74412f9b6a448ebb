"""Keys that phones left with the federation in envelopes, for themselves: of a notebook's copy, and of a phone whose PIN was forgotten."""

import binascii
from base64 import urlsafe_b64decode

from sqlalchemy import Connection

from app.accounts import audit
from app.database import writing
from app.federation import attempts, devices, enrolment
from app.sync import envelope, wire

#: Tries at codes of one phone in a quarter of an hour.
TRIES = 20


def of_copy(device: devices.Known, sealed: bytes) -> str:
    """The key of a copy that a phone of the same kitchen made, a closed one too. Raises `Unreadable`: 400, or 403 `other-kitchen`."""
    said = _opened(sealed, envelope.Copy)
    maker = devices.by_secret(said.secret)
    if maker is None or maker.kitchen_id != device.kitchen_id:
        raise wire.Unreadable(403, "other-kitchen")
    return said.key


def of_phone(device: devices.Known, code: str, sealed: str) -> str:
    """The key of this phone's own notebook, for a one-time code of its kitchen, which is spent; the audit
    trail has it as an act of who made the code.

    Raises `Unreadable`: 400 for an envelope that is damaged or another phone's, 404 `code-unknown`, 429 after too many tries.
    """
    said = _unlocking(sealed)
    if said.device != device.id:
        raise wire.Unreadable(400, "unreadable")
    _count_try(device.id)
    with writing() as connection:
        made_by = enrolment.unlock(connection, code, device.kitchen_id, device.id)
        if made_by is None:
            raise wire.Unreadable(404, "code-unknown")
        _note(connection, device.id, device.kitchen_id, made_by)
    return said.key


def of_forgotten(code: str, sealed: str) -> str:
    """The key of a phone that the database does not know, because it went back to before it enrolled, for a code that is not spent: the
    phone is to enrol with it next. Its kitchen stands in its envelope, which only we open, so no other kitchen's code serves.

    Raises `Unreadable`: 400 for a damaged envelope, 401 `device-unknown` for one without a kitchen or of a phone that is known or was
    closed, 404 `code-unknown`, 403 `other-kitchen`, 429 after too many tries.
    """
    said = _unlocking(sealed)
    if said.kitchen is None or devices.known(said.device):
        raise wire.Unreadable(401, "device-unknown")
    _count_try(said.device)
    with writing() as connection:
        offer = enrolment.offered(connection, code)
        if offer is None:
            raise wire.Unreadable(404, "code-unknown")
        if offer.kitchen != said.kitchen:
            raise wire.Unreadable(403, "other-kitchen")
        if devices.revocations(said.device):
            raise wire.Unreadable(401, "device-unknown")
        _note(connection, said.device, offer.kitchen_id, offer.made_by)
    return said.key


def _unlocking(sealed: str) -> envelope.Unlock:
    try:
        return _opened(urlsafe_b64decode(sealed + "=" * (-len(sealed) % 4)), envelope.Unlock)
    except binascii.Error:
        raise wire.Unreadable(400, "unreadable") from None


def _count_try(device_id: str) -> None:
    if wait := attempts.too_many("unlock", device_id, TRIES):
        raise wire.Unreadable(429, "too-many", retry_after=wait)


def _note(connection: Connection, device_id: str, kitchen_id: int, made_by: str) -> None:
    audit.note("device.unlocked", kitchen_id=kitchen_id, subject=device_id, account_id=_account(made_by), connection=connection)


def _account(made_by: str) -> int | None:
    """Whose code it was: `account:<number>`, or the command line's."""
    number = made_by.removeprefix("account:")
    return int(number) if number.isdecimal() else None


def _opened(sealed: bytes, shape: type[envelope.Shape]) -> envelope.Shape:
    try:
        return envelope.opened(sealed, shape)
    except ValueError:
        raise wire.Unreadable(400, "unreadable") from None
