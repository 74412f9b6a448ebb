"""The panel's blueprint: what is true of every page of it, also of those that went wrong."""

from typing import Any

from flask import Blueprint, Response, abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from flask_wtf.csrf import CSRFError, generate_csrf
from werkzeug.exceptions import NotFound

from app.accounts import guards
from app.audience import audience

panel = Blueprint("panel", __name__, url_prefix="/panel")
panel.before_request(guards.readable)
panel.before_request(guards.own_form)


@panel.after_request
def _not_kept(response: Response) -> Response:
    """Shared computers keep no page of another person's kitchens."""
    response.headers["Cache-Control"] = "no-store"
    return response


@panel.context_processor
def _everywhere() -> dict[str, Any]:
    me = current_user.account if current_user.is_authenticated else None
    return {"me": me, "csrf": generate_csrf}


@panel.errorhandler(404)
def _not_hers(_error: NotFound) -> ResponseReturnValue:
    return render_template("panel/wrong.html", status=404), 404


@panel.errorhandler(CSRFError)
def _form_expired(error: CSRFError) -> ResponseReturnValue:
    return render_template("panel/wrong.html", status="form"), error.code


@panel.get("/")
@audience("panel")
def door() -> ResponseReturnValue:
    """Somebody typed the address without a language."""
    return redirect(url_for("panel.home"))


@panel.get("/<path:_unknown>")
@audience("panel")
def nowhere(_unknown: str) -> ResponseReturnValue:
    """An address that is no page: answered like one that is not hers."""
    abort(404)
