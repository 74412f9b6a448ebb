"""Before this process answers anybody: is the database the one that the journal remembers? (rule 6)

Whoever puts an old database back by hand need not tell us. The journal knows which life came last and how much the database held, so one
that went back is noticed here, or at the first phone that knows more (`cursor`). Then what must not come back is done again, and another
life begins, for which phones offer again all they hold.
"""

from threading import Event, Lock
from typing import Any

from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.exc import SQLAlchemyError

from app import clock, journal
from app.database import reading
from app.sync import epoch, inbox, lent
from app.sync.models import Notebook
from app.sync.replay import replay


def init_app(app: Flask) -> None:
    """Look once, before the first request is so much as asked who it is: a phone that was revoked must not be let in meanwhile."""
    looked, one = Event(), Lock()

    def before_anybody() -> None:
        if not looked.is_set():
            with one:
                try:
                    look()
                    inbox.take_up()
                    looked.set()
                except SQLAlchemyError:
                    pass  # no database, or an empty one: whoever asks will be told, and the next one looks again

    app.before_request_funcs.setdefault(None, []).insert(0, before_anybody)


def look() -> None:
    """Compare the database with the journal; take up what the database lacks."""
    with journal.alone():
        life, held = _database()
        since = _since(journal.entries(), life)
        if since is None:
            epoch.note(life)  # a journal that never heard of this life begins it
            since = []
        if any("epoch" in entry for entry in since) or _most(since) > held:
            _renew(life, since)
        else:
            replay(since)  # what a crash left between journal and database
        if held > _most(since):
            journal.write({"operations": held, "at": clock.now().isoformat()})


def went_back(life: str) -> str:
    """A phone proved that the database knew more once: begin another life after `life`. Returns the one that is lived now."""
    with journal.alone():
        now, _held = _database()
        return now if now != life else _renew(life, _since(journal.entries(), life) or [])


def is_over(life: str, lived: str | None) -> bool:
    """Whether a phone has lived in another life since `life`, which somebody must then have put back by hand."""
    return lived not in (None, life) and any(entry.get("epoch") == lived for entry in _since(journal.entries(), life) or [])


def _renew(life: str, since: list[dict[str, Any]]) -> str:
    replay(since)
    lent.end()
    new = epoch.change(life)
    epoch.note(new)
    return new


def _database() -> tuple[str, int]:
    """The life that the database lives, and how many operations all its logs hold."""
    with reading() as connection:
        return epoch.current(connection), connection.scalar(select(func.coalesce(func.sum(Notebook.seq), 0))) or 0


def _since(entries: list[dict[str, Any]], life: str) -> list[dict[str, Any]] | None:
    """What the journal tells since a life began; None if it tells of no such life."""
    begins = [place for place, entry in enumerate(entries) if entry.get("epoch") == life]
    return entries[begins[-1] + 1 :] if begins else None


def _most(entries: list[dict[str, Any]]) -> int:
    return max((entry["operations"] for entry in entries if "operations" in entry), default=0)
