"""What backups ask of a database system; `sqlite` and `postgresql` answer."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from typing import Protocol

from sqlalchemy import Connection


class System(Protocol):
    """One installation's database, and the scratch databases beside it. Addresses are SQLAlchemy's."""

    #: As in a backup's head.
    name: str

    def copied(self) -> AbstractContextManager[tuple[Connection, Iterator[bytes]]]:
        """One moment of the live database: a connection to read it by, and its bytes as this system's own tool writes them."""

    def rows(self, connection: Connection, table: str, keys: Sequence[tuple[str, bool]]) -> Iterator[bytes]:
        """A table's rows as bytes, always in the same order: by its `keys`, of which each says whether it is text."""

    def scratch(self) -> AbstractContextManager[str]:
        """The address of a scratch database that is not there yet; removed at the end, unless it took the live one's place."""

    def fill(self, scratch: str, content: Iterable[bytes]) -> None:
        """Make the scratch database out of the bytes that `copied` gave."""

    def is_there(self) -> bool:
        """Whether there is a live database, be it empty."""

    def is_used(self) -> bool:
        """Whether another process has the live database open."""

    def swap(self, scratch: str) -> str:
        """Put the scratch database where the live one is, at once or not at all. Returns where the old one is kept, empty for none.

        Raises `Refused` while another process has the live one open."""

    def forget(self, kept: str) -> None:
        """Throw away what `swap` kept."""
