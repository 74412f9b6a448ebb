"""The declarations that the phone's screens draw, by the names that the templates use. The limits in the pages are theirs."""

from app.books.cashbook import operations as cashbook
from app.books.notebook.operations import KeeperJoined
from app.books.pantry import operations as pantry
from app.books.pantry.catalogue import CATALOGUE, MEASURES
from app.books.rations.operations import CLASSES, Counted, Described, Skipped
from app.books.roll.operations import Left, Registered

FORMS = {
    "keeper": KeeperJoined(),
    "person": Registered(),
    "leaving": Left(),
    "service": Described(),
    "skipped": Skipped(),
    "counted": Counted(),
    "received": pantry.Received(),
    "used": pantry.Used(),
    "wasted": pantry.Wasted(),
    "shelf": pantry.Counted(),
    "food": pantry.Named(),
    "subsidy": cashbook.SubsidyReceived(),
    "spent": cashbook.Spent(),
    "income": cashbook.IncomeReceived(),
    "settled": cashbook.RationsSettled(),
    "box": cashbook.Counted(),
    "classes": CLASSES,
    "foods": CATALOGUE,
    "measures": MEASURES,
}
