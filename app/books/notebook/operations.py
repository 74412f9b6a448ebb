"""What can be said of the notebook itself."""

from app.books.declaration import Declaration
from app.books.fields import PERIOD, Reference, Text


class KeeperJoined(Declaration):
    """Somebody who writes in this notebook says her name. The operation's id is the keeper's id, and its own author."""

    kind = "keeper.joined"
    name = Text(longest=60, needed=True, personal=True)
    examples = ({"id": "K", "data": {"name": "Rosa"}},)


class OperationUndone(Declaration):
    """An earlier operation counts for nothing. Final; may come before what it undoes; any keeper of the kitchen may."""

    kind = "operation.undone"
    undoes = "target"
    target = Reference(needed=True)
    examples = ({"data": {"target": "U"}},)


class MonthAccepted(Declaration):
    """The federation accepts a month, which locks it: what comes later is booked as an adjustment."""

    kind = "month.accepted"
    author = "server"
    period = Text(longest=7, shape=PERIOD, needed=True)
    examples = ({"by": "account:1", "data": {"period": "2026-02"}},)


KINDS = (KeeperJoined, OperationUndone, MonthAccepted)
