"""What can be said of the notebook itself."""

from app.books.declaration import Declaration
from app.books.fields import PERIOD, Day, Lines, Reference, Text, Whole


class KeeperJoined(Declaration):
    """Somebody who writes in this notebook says her name. The operation's id is the keeper's id, and its own author."""

    kind = "keeper.joined"
    name = Text(longest=60, needed=True, personal=True)
    examples = ({"id": "K", "data": {"name": "Rosa"}},)


class KeeperLeft(Declaration):
    """Somebody writes in this notebook no more: another board has taken over. What she wrote stays hers."""

    kind = "keeper.left"
    keeper = Reference(needed=True)
    examples = ({"data": {"keeper": "L"}},)


class OperationUndone(Declaration):
    """An earlier operation counts for nothing. Final; may come before what it undoes; any keeper of the kitchen may."""

    kind = "operation.undone"
    undoes = "target"
    target = Reference(needed=True)
    examples = ({"data": {"target": "U"}},)


class MonthHandedIn(Declaration):
    """For the kitchen a month is complete. May be said again after an observation; what is written later counts all the same."""

    kind = "month.handed_in"
    period = Text(longest=7, shape=PERIOD, needed=True)
    examples = ({"data": {"period": "2026-02"}},)


class MonthObserved(Declaration):
    """The federation sends a month back with a comment, which the kitchen's phones show."""

    kind = "month.observed"
    author = "server"
    period = Text(longest=7, shape=PERIOD, needed=True)
    comment = Lines(longest=500, needed=True)
    examples = ({"by": "account:1", "data": {"period": "2026-02", "comment": "Falta el martes 10."}},)


class MonthAccepted(Declaration):
    """The federation accepts a month, which locks it: what comes later is booked as an adjustment."""

    kind = "month.accepted"
    author = "server"
    period = Text(longest=7, shape=PERIOD, needed=True)
    examples = ({"by": "account:1", "data": {"period": "2026-02"}},)


class NoticePublished(Declaration):
    """The federation tells its kitchens something; after `until_on` it is past."""

    kind = "notice.published"
    author = "server"
    title = Text(longest=80, needed=True)
    text = Lines(longest=1000, needed=True)
    until_on = Day()
    examples = (
        {
            "id": "N",
            "by": "account:1",
            "data": {"title": "Asamblea", "text": "Villa El Salvador\nSector 3, 10:00", "until_on": "2026-03-07"},
        },
    )


class OperationRejected(Declaration):
    """The federation will not take an operation that it held, and says why; `instead` is what it wrote in its place."""

    kind = "operation.rejected"
    author = "server"
    target = Reference(needed=True)
    reason = Text(longest=200, needed=True)
    instead = Reference()
    examples = ({"by": "account:1", "data": {"target": "H", "reason": "Ya estaba anotado."}},)


class NoticeRead(Declaration):
    """Somebody of the kitchen read a notice."""

    kind = "notice.read"
    notice = Reference(needed=True)
    examples = ({"data": {"notice": "N"}},)


class RollHandedIn(Declaration):
    """The kitchen hands its padrón in, as it stands on the day `on`. Only from then may its names leave in a nominal report."""

    kind = "roll.handed_in"
    count = Whole(most=100_000)
    examples = ({"data": {"count": 46}},)


KINDS = (
    KeeperJoined,
    KeeperLeft,
    OperationUndone,
    MonthHandedIn,
    MonthObserved,
    MonthAccepted,
    NoticePublished,
    NoticeRead,
    RollHandedIn,
    OperationRejected,
)
