"""Who each page is for. Every view declares its audience; a route that declares none answers nobody.

A room that knows an audience registers its guard: `guards["panel"] = function`, which returns None to let the request in, or an answer.
"""

from collections.abc import Callable
from typing import Any, TypeVar

from flask import Flask, Response, abort, current_app, request

Guard = Callable[[], Any]
View = TypeVar("View", bound=Callable[..., Any])

#: public: anybody. phone: an enrolled phone's secret. door: a phone's door secret. panel: anybody signed in.
#: board, administrator: those roles.
AUDIENCES = frozenset({"public", "phone", "door", "panel", "board", "administrator"})

guards: dict[str, Guard] = {"public": lambda: None}


def audience(name: str) -> Callable[[View], View]:
    """Declare whom a view is for; `name` is one of AUDIENCES."""
    if name not in AUDIENCES:
        raise ValueError(f"{name} is no audience")

    def declare(view: View) -> View:
        view.audience = name  # type: ignore[attr-defined]
        return view

    return declare


def init_app(app: Flask) -> None:
    """Ask the guard of each request's audience before anything else runs."""
    app.before_request(_ask)


def _ask() -> Response | None:
    if request.endpoint is None:
        return None  # no such page: Flask answers 404 by itself
    declared = getattr(current_app.view_functions[request.endpoint], "audience", None)
    if declared not in guards:
        abort(404)
    answer: Response | None = guards[declared]()
    return answer
