"""The declarations that the phone's screens draw, by the names that the templates use. The limits in the pages are theirs."""

from app.books.notebook.operations import KeeperJoined
from app.books.pantry.catalogue import CATALOGUE, MEASURES
from app.books.pantry.operations import Received, Used
from app.books.rations.operations import CLASSES, Counted, Described, Skipped
from app.books.roll.operations import Left, Registered

FORMS = {
    "keeper": KeeperJoined(),
    "person": Registered(),
    "leaving": Left(),
    "service": Described(),
    "skipped": Skipped(),
    "counted": Counted(),
    "received": Received(),
    "used": Used(),
    "classes": CLASSES,
    "foods": CATALOGUE,
    "measures": MEASURES,
}
