"""The month a page is about: asked for in its address (`?mes=2026-03`), else the one it is in Lima."""

from dataclasses import dataclass
from datetime import timedelta

from flask import abort, request, url_for

from app import clock


@dataclass(frozen=True)
class Period:
    """A month and its neighbours; `after` is None for the current month, because the next has not been."""

    name: str
    before: str
    after: str | None
    latest: str

    def to(self, name: str | None) -> str:
        """The address of this page in another month (None: with none named)."""
        return url_for(request.endpoint or "panel.home", **(request.view_args or {}), mes=name)


def asked() -> Period:
    """The month of this request; 404 for what is no month."""
    latest = clock.period_of(clock.lima_today())
    name = request.args.get("mes") or latest
    if not clock.is_period(name) or name < "2000-01":
        abort(404)
    before = clock.period_of(clock.first_day(name) - timedelta(1))
    return Period(name, before, clock.next_period(name) if name < latest else None, latest)
