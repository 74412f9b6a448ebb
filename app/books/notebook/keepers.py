"""What the keepers of a kitchen's phones are called, and who of them writes no more. Names are sealed; this is where they are opened."""

from collections.abc import Collection

from sqlalchemy import Connection, select

from app.books.notebook.models import Keeper, KeeperLeaving
from app.seal import open_json


def context(kitchen_id: int, keeper: str) -> str:
    """What a keeper's sealed name is bound to."""
    return f"keeper/{kitchen_id}/{keeper}"


def names(connection: Connection, kitchen_id: int, ids: Collection[str]) -> dict[str, str]:
    """By id, the names of those of these keepers who are known and were not erased."""
    here = (Keeper.kitchen_id == kitchen_id) & Keeper.id.in_(ids) & Keeper.sealed.is_not(None)
    rows = connection.execute(select(Keeper.id, Keeper.sealed).where(here)) if ids else ()
    return {row.id: open_json(row.sealed, context(kitchen_id, row.id))["name"] for row in rows}


def left(connection: Connection, kitchen_id: int) -> set[str]:
    """The ids of those who write in a kitchen's notebook no more: a `keeper.left` that names them stands."""
    here = (KeeperLeaving.kitchen_id == kitchen_id) & KeeperLeaving.undone_seq.is_(None)
    return set(connection.scalars(select(KeeperLeaving.keeper).where(here)))
