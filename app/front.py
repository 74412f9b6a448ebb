"""The two doors somebody finds who types the bare address, and a word in her language where there is no page."""

from typing import Any

from flask import Flask, render_template, request

from app.audience import audience


def init_app(app: Flask) -> None:
    """Answer at `/`, and wherever nobody else does."""
    app.add_url_rule("/", view_func=doors)
    app.register_error_handler(404, lost)


@audience("public")
def doors() -> str:
    """Where to go: the kitchen's notebook, or the panel."""
    return render_template("front/doors.html")


def lost(_error: Any) -> tuple[Any, int]:
    """No such page; machines are told so briefly."""
    if request.path.startswith("/sync"):
        return {"reason": "not-found"}, 404
    return render_template("front/lost.html"), 404
