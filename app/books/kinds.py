"""Every kind of operation there is, in the order in which `/sync/schema.json` publishes them, and the book each belongs to."""

from collections.abc import Callable, Sequence

from app.books import cashbook, notebook, pantry, rations, roll
from app.books.declaration import Declaration
from app.books.operation import Changes, History, Logged

Apply = Callable[[int, Sequence[Logged], History], Changes]

BOOKS = (notebook, roll, rations, pantry, cashbook)

DECLARATIONS: tuple[type[Declaration], ...] = tuple(kind for book in BOOKS for kind in book.KINDS)

#: Keyed by (kind, version).
BY_NAME = {(declaration.kind, declaration.v): declaration for declaration in DECLARATIONS}
NAMES = frozenset(declaration.kind for declaration in DECLARATIONS)
#: The kinds that phones write.
OF_PHONES = frozenset(declaration.kind for declaration in DECLARATIONS if declaration.author == "phone")

#: The `apply`s that read operations of a kind: its own book's, and those of books that also ask to hear of it.
READERS: dict[str, tuple[Apply, ...]] = {
    kind: tuple(book.apply for book in BOOKS if kind in {declaration.kind for declaration in book.KINDS} | book.HEARS) for kind in NAMES
}
