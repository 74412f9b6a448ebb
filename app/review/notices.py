"""A notice to the kitchens of a unit: checked, issued once, and whose turn it still is. `delivery` carries it into the notebooks."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, or_, select

from app import clock
from app.accounts import audit
from app.database import insert_new, writing
from app.federation import tree
from app.federation.models import Kitchen
from app.review.models import IssuedNotice, NoticeDelivery
from app.review.observation import lines
from app.sync.caused import caused_id

#: Characters, as the declaration of `notice.published` says.
LONGEST_TITLE, LONGEST_TEXT = 80, 1000


class Unfit(ValueError):
    """A notice that cannot be issued; the message is a reason code, worded in templates/review/words.txt."""


@dataclass(frozen=True)
class Draft:
    """A notice as it was filled in and cleaned: `until_on` is a Lima date, None where it does not end."""

    title: str
    text: str
    until_on: date | None


def draft(title: str, text: str, until: str) -> Draft:
    """Read a filled-in form. Raises Unfit: `title_missing`, `title_long`, `text_missing`, `text_long`, `until_unknown`, `until_past`."""
    title, text = " ".join(lines(title).split()), lines(text)
    wrong = {
        "title_missing": not title,
        "title_long": len(title) > LONGEST_TITLE,
        "text_missing": not text,
        "text_long": len(text) > LONGEST_TEXT,
    }
    if reason := next((reason for reason, is_wrong in wrong.items() if is_wrong), None):
        raise Unfit(reason)
    return Draft(title, text, _until(until.strip()))


def _until(said: str) -> date | None:
    if not said:
        return None
    try:
        until = date.fromisoformat(said)
    except ValueError:
        raise Unfit("until_unknown") from None
    if until < clock.lima_today():
        raise Unfit("until_past")
    if until.year > 2099:  # the last day of an operation (docs/sync.md)
        raise Unfit("until_unknown")
    return until


def reached(connection: Connection, unit_id: int) -> set[int]:
    """The ids of the kitchens that a notice of this unit would go to: those open today that hang from it this month (or it itself)."""
    today = clock.lima_today()
    opened = or_(Kitchen.opened_on.is_(None), Kitchen.opened_on <= today)
    closed = or_(Kitchen.closed_on.is_(None), Kitchen.closed_on > today)
    below = Kitchen.id.in_(tree.under(unit_id, clock.period_of(today)))
    return set(connection.scalars(select(Kitchen.id).where(below, opened, closed)))


def issue(unit_id: int, said: Draft, account_id: int, opened: str) -> str:
    """Write the notice down with the kitchens it goes to, and return its id; nothing is delivered yet.

    `opened` is what the form was given when it opened: with what was said it makes the id, so that a second press is the same
    notice. Raises Unfit `nobody` where the unit has no open kitchen.
    """
    notice_id = caused_id("notice.published", unit_id, f"{opened}/{said.title}/{said.text}/{said.until_on}")
    row = {"id": notice_id, "unit_id": unit_id, "account_id": account_id, "title": said.title, "text": said.text}
    row |= {"issued_on": clock.lima_today(), "issued_at": clock.now(), "until_on": said.until_on}
    with writing() as connection:
        if connection.scalar(select(IssuedNotice.id).where(IssuedNotice.id == notice_id)):
            return notice_id
        if not (to := reached(connection, unit_id)):
            raise Unfit("nobody")
        insert_new(connection, IssuedNotice.__table__, [row])
        insert_new(connection, NoticeDelivery.__table__, [{"notice_id": notice_id, "kitchen_id": kitchen} for kitchen in sorted(to)])
        audit.note("notice.published", unit_id=unit_id, account_id=account_id, detail=notice_id, connection=connection)
    return notice_id
