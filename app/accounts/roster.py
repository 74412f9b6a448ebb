"""Who has an account: making, listing, closing and opening them. Each change is noted in the audit trail."""

import re
from collections.abc import Collection

from sqlalchemy import Connection, select

from app import clock, journal
from app.accounts import audit, browsers, passwords
from app.accounts.models import ROLES, Account
from app.database import db, writing
from app.federation.models import Unit

USERNAME = re.compile(r"[a-z0-9][a-z0-9._@-]{2,59}")


class Refused(ValueError):
    """What cannot be done to an account; the message is the name of its words in `templates/accounts/words.txt`."""


def create(username: str, name: str, role: str, unit_code: str, password: str | None = None) -> int:
    """Make an account and return its id; raises `Refused`. Board and administrator belong to the whole confederation.

    Without a password nobody can sign in until she has chosen one by a one-time link (`links.make`).
    """
    username, name = plain(username), name.strip()
    kept = passwords.kept(password) if password else passwords.nobody_knows()
    row = {"username": username, "name": name, "role": role, "created_at": clock.now(), "password_hash": kept}
    with writing() as connection:
        unit = connection.execute(select(Unit.id, Unit.level).where(Unit.code == unit_code)).one_or_none()
        if unit is None:
            raise Refused("unit_unknown")
        if refusal := _refusal(username, name, role, unit.level, password):
            raise Refused(refusal)
        if connection.scalar(select(Account.id).where(Account.username == username)):
            raise Refused("username_taken")
        made: int = connection.execute(Account.__table__.insert().values(**row, unit_id=unit.id).returning(Account.id)).scalar_one()
        audit.note("account.created", unit_id=unit.id, subject=f"account:{made}", detail=role, connection=connection)
    return made


def plain(username: str) -> str:
    """A username as it is kept, however it was typed."""
    return username.strip().lower()


def _refusal(username: str, name: str, role: str, level: str, password: str | None) -> str | None:
    """The first thing that is wrong with a new account, if anything is."""
    wrong = {
        "username_unfit": not USERNAME.fullmatch(username),
        "name_missing": not name or len(name) > 120,
        "role_unknown": role not in ROLES,
        "unit_too_low": level == "base" or (role != "coordinator" and level != "national"),
    }
    first = next((reason for reason, is_wrong in wrong.items() if is_wrong), None)
    return first or (passwords.refusal(password, username) if password is not None else None)


def everybody() -> list[tuple[Account, Unit]]:
    """All accounts with their units, by username."""
    with_units = select(Account, Unit).join(Unit, Unit.id == Account.unit_id).order_by(Account.username)
    return [(account, unit) for account, unit in db.session.execute(with_units)]


def by_username(username: str) -> Account | None:
    """The account of a username, however it was typed."""
    return db.session.scalar(select(Account).where(Account.username == plain(username)))


def disable(username: str) -> None:
    """Close an account and end all its sessions; safe to repeat. Raises `Refused`: the last open administrator stays."""
    table = Account.__table__
    with writing() as connection:
        account_id = _known(connection, username)
        if account_id in _administrators(connection) and len(_administrators(connection)) == 1:
            raise Refused("last_administrator")
        standing = (table.c.id == account_id) & table.c.disabled_at.is_(None)
        if connection.execute(table.update().where(standing).values(disabled_at=clock.now())).rowcount:
            audit.note("account.closed", subject=f"account:{account_id}", connection=connection)
            journal.write({"account": plain(username), "closed": True, "at": clock.now().isoformat()})
        browsers.end_all(connection, account_id)


def enable(username: str) -> None:
    """Open a closed account again, with the password it had; safe to repeat. Raises `Refused`."""
    table = Account.__table__
    with writing() as connection:
        account_id = _known(connection, username)
        closed = (table.c.id == account_id) & table.c.disabled_at.is_not(None)
        if connection.execute(table.update().where(closed).values(disabled_at=None)).rowcount:
            audit.note("account.opened", subject=f"account:{account_id}", connection=connection)
            journal.write({"account": plain(username), "closed": False, "at": clock.now().isoformat()})


def close(usernames: Collection[str]) -> None:
    """Close again, after a restore, the accounts that the journal knows to be closed, be it the last administrator's."""
    table = Account.__table__
    standing = select(table.c.id).where(table.c.username.in_(usernames), table.c.disabled_at.is_(None))
    with writing() as connection:
        for account_id in connection.scalars(standing).all():
            connection.execute(table.update().where(table.c.id == account_id).values(disabled_at=clock.now()))
            audit.note("account.closed", subject=f"account:{account_id}", connection=connection)
            browsers.end_all(connection, account_id)


def _known(connection: Connection, username: str) -> int:
    account_id = connection.scalar(select(Account.id).where(Account.username == plain(username)))
    if account_id is None:
        raise Refused("username_unknown")
    return account_id


def _administrators(connection: Connection) -> list[int]:
    """Who can still look after accounts. Their rows are locked: of two who close each other at once, one is refused."""
    standing = select(Account.id).where(Account.role == "administrator", Account.disabled_at.is_(None))
    return list(connection.scalars(standing.order_by(Account.id).with_for_update()))
