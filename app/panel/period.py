"""The month a page is about: asked for in its address (`?mes=2026-03`), else the one it is in Lima."""

from dataclasses import dataclass
from typing import Any

from flask import abort, request, url_for

from app import clock

#: Before this there are no notebooks (docs/sync.md: the days of an operation).
EARLIEST = "2000-01"
KEPT = ("ver", "meses")


@dataclass(frozen=True)
class Period:
    """A month and its neighbours; `after` is None for the current month, because the next has not been."""

    name: str
    before: str
    after: str | None
    latest: str

    def to(self, name: str | None) -> str:
        """The address of this page in another month (None: with none named)."""
        values: dict[str, Any] = {**(request.view_args or {}), **self.kept, "mes": name}
        return url_for(request.endpoint or "panel.home", **values)

    @property
    def kept(self) -> dict[str, str]:
        """What else this request asked for and keeps asking for in another month: the map's figure, how many months."""
        return {name: request.args[name] for name in KEPT if name in request.args}


def known(name: str) -> str:
    """`name` if it is a month that can be asked for, else 404."""
    if not clock.is_period(name) or name < EARLIEST:
        abort(404)
    return name


def of(name: str) -> Period:
    """A month with its neighbours."""
    latest = clock.period_of(clock.lima_today())
    return Period(name, clock.previous_period(name), clock.next_period(name) if name < latest else None, latest)


def asked() -> Period:
    """The month of this request; 404 for what is no month."""
    return of(known(request.args.get("mes") or clock.period_of(clock.lima_today())))
