"""Who has an account: making, listing and closing them."""

import re

from sqlalchemy import select

from app import clock
from app.accounts import passwords
from app.accounts.models import ROLES, Account, WebSession
from app.database import db, writing
from app.federation.models import Unit

USERNAME = re.compile(r"[a-z0-9][a-z0-9._@-]{2,59}")


class Refused(ValueError):
    """An account that cannot be made; the message is the name of its words in `templates/accounts/words.txt`."""


def create(username: str, name: str, role: str, unit_code: str, password: str) -> int:
    """Make an account and return its id; raises `Refused`. Board and administrator belong to the whole confederation."""
    username, name = _plain(username), name.strip()
    row = {"username": username, "name": name, "role": role, "created_at": clock.now(), "password_hash": passwords.kept(password)}
    with writing() as connection:
        unit = connection.execute(select(Unit.id, Unit.level).where(Unit.code == unit_code)).one_or_none()
        if unit is None:
            raise Refused("unit_unknown")
        if refusal := _refusal(username, name, role, unit.level, password):
            raise Refused(refusal)
        if connection.scalar(select(Account.id).where(Account.username == username)):
            raise Refused("username_taken")
        made: int = connection.execute(Account.__table__.insert().values(**row, unit_id=unit.id).returning(Account.id)).scalar_one()
    return made


def _plain(username: str) -> str:
    return username.strip().lower()


def _refusal(username: str, name: str, role: str, level: str, password: str) -> str | None:
    """The first thing that is wrong with a new account, if anything is."""
    wrong = {
        "username_unfit": not USERNAME.fullmatch(username),
        "name_missing": not name or len(name) > 120,
        "role_unknown": role not in ROLES,
        "unit_too_low": level == "base" or (role != "coordinator" and level != "national"),
        "password_short": len(password) < passwords.SHORTEST,
    }
    return next((reason for reason, is_wrong in wrong.items() if is_wrong), None)


def everybody() -> list[tuple[Account, Unit]]:
    """All accounts with their units, by username."""
    with_units = select(Account, Unit).join(Unit, Unit.id == Account.unit_id).order_by(Account.username)
    return [(account, unit) for account, unit in db.session.execute(with_units)]


def by_username(username: str) -> Account | None:
    """The account of a username, however it was typed."""
    return db.session.scalar(select(Account).where(Account.username == _plain(username)))


def disable(username: str) -> None:
    """Close an account and end all its sessions; safe to repeat. Raises `Refused`."""
    accounts, sessions, at = Account.__table__, WebSession.__table__, clock.now()
    with writing() as connection:
        account_id = connection.scalar(select(Account.id).where(Account.username == _plain(username)))
        if account_id is None:
            raise Refused("username_unknown")
        open_still = (accounts.c.id == account_id) & accounts.c.disabled_at.is_(None)
        connection.execute(accounts.update().where(open_still).values(disabled_at=at))
        hers = (sessions.c.account_id == account_id) & sessions.c.ended_at.is_(None)
        connection.execute(sessions.update().where(hers).values(ended_at=at))
