"""What was lent for a while before a database went back: codes, links and sign-ins, which may have been spent or ended since."""

from app import clock
from app.accounts.models import OneTimeLink, WebSession
from app.database import writing
from app.federation.models import Invitation


def end() -> None:
    """End all of it: nobody gets in a second time by what was good for once."""
    now = clock.now()
    with writing() as connection:
        for table, used in ((Invitation.__table__, "device_id"), (OneTimeLink.__table__, "used_at")):
            lent = table.c[used].is_(None) & (table.c.expires_at > now)
            connection.execute(table.update().where(lent).values(expires_at=now))
        sessions = WebSession.__table__
        connection.execute(sessions.update().where(sessions.c.ended_at.is_(None)).values(ended_at=now))
