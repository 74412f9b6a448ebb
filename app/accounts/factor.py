"""The second factor of an account: set up, asked at each sign-in, and taken away. Secrets are sealed; no code works twice."""

import secrets
import time
from dataclasses import dataclass

from flask import current_app
from sqlalchemy import Connection, delete, func, select

from app import clock, seal
from app.accounts import audit, browsers, totp
from app.accounts.models import Account, RecoveryCode, SecondFactor
from app.database import insert_new, reading, writing
from app.federation import attempts
from app.federation.enrolment import ALPHABET

#: Codes in a quarter of an hour and account. Three of a million fit at any moment, and only who knows the password gets here.
TRIES = 5
#: For whom it is asked where the settings require it.
ROLES = ("board", "administrator")
RECOVERY_CODES = 8
RECOVERY_LENGTH = 10


@dataclass(frozen=True)
class Standing:
    """Whether an account has a second factor, the secret that waits for its first code, and how many recovery codes are left."""

    confirmed: bool
    waiting: bytes | None
    codes_left: int


def must_have(account: Account) -> bool:
    """Whether this installation requires one of her."""
    return current_app.config["SECOND_FACTOR"] == "required" and account.role in ROLES


def has(account_id: int) -> bool:
    """Whether her sign-in asks for a code."""
    return standing(account_id).confirmed


def standing(account_id: int) -> Standing:
    """How it stands with an account's second factor."""
    left = select(func.count()).select_from(RecoveryCode).where(RecoveryCode.account_id == account_id, RecoveryCode.used_at.is_(None))
    with reading() as connection:
        row = connection.execute(select(SecondFactor.__table__).where(SecondFactor.account_id == account_id)).one_or_none()
        codes = connection.scalar(left) or 0
    waiting = seal.unseal(row.waiting, _context(account_id)) if row and row.waiting else None
    return Standing(bool(row and row.confirmed_at), waiting, codes)


def begin(account_id: int) -> None:
    """Draw a new secret. What she has goes on working until a code proves that her telephone took the new one."""
    table, waiting = SecondFactor.__table__, seal.seal(totp.new_secret(), _context(account_id))
    with writing() as connection:
        insert_new(connection, table, [{"account_id": account_id, "last_step": 0}])
        connection.execute(table.update().where(table.c.account_id == account_id).values(waiting=waiting))


def confirm(account_id: int, said: str, here: str) -> list[str]:
    """Take the waiting secret into use if the code is of it; returns the recovery codes, shown once, or none for a wrong code.

    Who came in with the password alone has to come in again, but for the browser with the key `here`.
    """
    waiting = standing(account_id).waiting
    spent = totp.step(waiting, _digits(said), time.time(), 0) if waiting else None
    if waiting is None or spent is None:
        return []
    table = SecondFactor.__table__
    new = {"secret": seal.seal(waiting, _context(account_id)), "confirmed_at": clock.now(), "waiting": None, "last_step": spent}
    with writing() as connection:
        connection.execute(table.update().where(table.c.account_id == account_id).values(new))
        audit.note("factor.set", subject=f"account:{account_id}", connection=connection)
        browsers.end_all(connection, account_id, but=here)
        return _draw(connection, account_id)


def wait(account_id: int) -> int:
    """Count a try at a code; returns 0, or for how many seconds to wait."""
    return attempts.too_many("second-factor", str(account_id), TRIES)


def fits(account_id: int, said: str) -> bool:
    """Whether it is a code of her telephone or a recovery code that nobody has used; it is spent by asking. Ask `wait` first."""
    good = _spend_step(account_id, _digits(said)) or _spend_recovery(account_id, said)
    if good:
        attempts.forgive("second-factor", str(account_id))
    else:
        audit.note("factor.refused", subject=f"account:{account_id}")
    return good


def draw_codes(account_id: int) -> list[str]:
    """New recovery codes; the old ones open nothing any more."""
    with writing() as connection:
        audit.note("factor.codes_drawn", subject=f"account:{account_id}", connection=connection)
        return _draw(connection, account_id)


def remove(account_id: int) -> None:
    """Take the second factor away, whoever asks for it: herself, or an administrator when telephone and codes are lost."""
    with writing() as connection:
        connection.execute(delete(RecoveryCode.__table__).where(RecoveryCode.account_id == account_id))
        if connection.execute(delete(SecondFactor.__table__).where(SecondFactor.account_id == account_id)).rowcount:
            audit.note("factor.removed", subject=f"account:{account_id}", connection=connection)


def _spend_step(account_id: int, said: str) -> bool:
    table = SecondFactor.__table__
    with reading() as connection:
        row = connection.execute(select(table).where(table.c.account_id == account_id, table.c.secret.is_not(None))).one_or_none()
    spent = totp.step(seal.unseal(row.secret, _context(account_id)), said, time.time(), row.last_step) if row else None
    if spent is None:
        return False
    with writing() as connection:  # of two who say the same code at once, the second changes nothing
        unspent = (table.c.account_id == account_id) & (table.c.last_step < spent)
        return connection.execute(table.update().where(unspent).values(last_step=spent)).rowcount == 1


def _spend_recovery(account_id: int, said: str) -> bool:
    table = RecoveryCode.__table__
    hers = (table.c.account_id == account_id) & (table.c.code_mac == _mac(account_id, said)) & table.c.used_at.is_(None)
    with writing() as connection:
        good: bool = connection.execute(table.update().where(hers).values(used_at=clock.now())).rowcount == 1
        if good:
            audit.note("factor.code_spent", account_id=account_id, subject=f"account:{account_id}", connection=connection)
    return good


def _draw(connection: Connection, account_id: int) -> list[str]:
    codes = ["".join(secrets.choice(ALPHABET) for _ in range(RECOVERY_LENGTH)) for _ in range(RECOVERY_CODES)]
    connection.execute(delete(RecoveryCode.__table__).where(RecoveryCode.account_id == account_id))
    connection.execute(RecoveryCode.__table__.insert(), [{"account_id": account_id, "code_mac": _mac(account_id, code)} for code in codes])
    half = RECOVERY_LENGTH // 2
    return [f"{code[:half]}-{code[half:]}" for code in codes]


def _digits(said: str) -> str:
    return "".join(said.split())


def _mac(account_id: int, said: str) -> bytes:
    return seal.mac("recovery-code", f"{account_id} {''.join(said.upper().split()).replace('-', '')}".encode())


def _context(account_id: int) -> str:
    return f"second-factor/{account_id}"
