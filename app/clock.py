"""What time it is, here and in Lima, and what a month is. A period is a string `YYYY-MM`."""

from calendar import monthrange
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

LIMA = ZoneInfo("America/Lima")


def now() -> datetime:
    """This instant, in UTC, in whole seconds."""
    return datetime.now(UTC).replace(microsecond=0)


def lima_today() -> date:
    """The day it is in Lima, where every kitchen lives."""
    return datetime.now(LIMA).date()


def utc(instant: datetime) -> datetime:
    """`instant` as read from a database, which on SQLite forgets its zone: it was written in UTC."""
    return instant if instant.tzinfo else instant.replace(tzinfo=UTC)


def period_of(on: str | date) -> str:
    """The month of a Lima date: `2026-03` for 2026-03-14."""
    return str(on)[:7]


def is_period(text: str) -> bool:
    """Whether `text` is a month that can be: `2026-03`."""
    try:
        return date.fromisoformat(f"{text}-01").isoformat()[:7] == text
    except ValueError:
        return False


def first_day(period: str) -> date:
    """The first day of a month."""
    return date.fromisoformat(f"{period}-01")


def last_day(period: str) -> date:
    """The last day of a month."""
    first = first_day(period)
    return first.replace(day=monthrange(first.year, first.month)[1])


def days_of(period: str) -> list[date]:
    """Every day of a month, in order."""
    return [first_day(period) + timedelta(n) for n in range(last_day(period).day)]


def next_period(period: str) -> str:
    """The month after."""
    return period_of(last_day(period) + timedelta(1))


def previous_period(period: str) -> str:
    """The month before."""
    return period_of(first_day(period) - timedelta(1))
