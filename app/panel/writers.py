"""Who wrote something in a kitchen's notebook, by name: a keeper of its phones or somebody of the federation."""

from collections.abc import Iterable

from sqlalchemy import Connection, select

from app.accounts.models import Account
from app.books.notebook import keepers


def names(connection: Connection, kitchen_id: int, written_by: Iterable[str]) -> dict[str, str]:
    """By what stands in `by` (a keeper's id or `account:<number>`), the names; who is not known is left out."""
    writers = set(written_by)
    return keepers.names(connection, kitchen_id, writers) | accounts(connection, writers)


def accounts(connection: Connection, written_by: Iterable[str]) -> dict[str, str]:
    """Of these, the names of those who are somebody of the federation, by `account:<number>`."""
    ids = {int(writer.removeprefix("account:")) for writer in written_by if writer.startswith("account:")}
    rows = connection.execute(select(Account.id, Account.name).where(Account.id.in_(ids))) if ids else ()
    return {f"account:{row.id}": row.name for row in rows}
