"""The panel's blueprint: what is true of every page of it, also of those that went wrong."""

from flask import Blueprint, abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import NotFound, RequestEntityTooLarge

from app import replica
from app.accounts.pages import guarded
from app.audience import audience

panel = guarded(Blueprint("panel", __name__, url_prefix="/panel"))
panel.before_request(replica.choose)
panel.after_request(replica.remember)


@panel.errorhandler(404)
def _not_hers(_error: NotFound) -> ResponseReturnValue:
    return render_template("panel/wrong.html", status=404), 404


@panel.errorhandler(CSRFError)
def _form_expired(error: CSRFError) -> ResponseReturnValue:
    return render_template("panel/wrong.html", status="form"), error.code


@panel.errorhandler(413)
def _too_large(_error: RequestEntityTooLarge) -> ResponseReturnValue:
    return render_template("panel/wrong.html", status=413), 413


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
