"""The two doors somebody finds who types the bare address, and a word in her language wherever there is no answer."""

from flask import Flask, Response, current_app, jsonify, make_response, render_template, request
from werkzeug.exceptions import HTTPException, MethodNotAllowed

from app.audience import audience

#: Where machines knock: they are told in a code.
MACHINES = ("/sync", "/openapi.json", "/salud")


def init_app(app: Flask) -> None:
    """Answer at `/`, and wherever nobody else does."""
    app.add_url_rule("/", view_func=doors)
    app.register_error_handler(HTTPException, wrong)


@audience("public")
def doors() -> str:
    """Where to go: the kitchen's notebook, or the panel."""
    return render_template("front/doors.html")


def wrong(error: HTTPException) -> Response:
    """No such page, not in this way, too large, or a fault of ours."""
    status = error.code or 500
    machine = request.path.startswith(MACHINES)
    answer = make_response(jsonify(reason=_code(error)) if machine else _page(status), status)
    if isinstance(error, MethodNotAllowed):
        answer.allow.update(error.valid_methods or ())
    return answer


def _page(status: int) -> str:
    # Not render_template: the panel's pages ask the database who is there, and it may be the database that failed.
    return current_app.jinja_env.get_template("front/wrong.html").render(status=status)


def _code(error: HTTPException) -> str:
    return error.name.lower().replace(" ", "-")
