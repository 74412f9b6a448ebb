"""The blueprint of signing in and of one's own account: what is true of each of its pages."""

from typing import Any

from flask import Blueprint, Response
from flask_login import current_user
from flask_wtf.csrf import generate_csrf

from app.accounts import guards

accounts = Blueprint("accounts", __name__, url_prefix="/panel/es")
accounts.before_request(guards.readable)
accounts.before_request(guards.own_form)


@accounts.after_request
def _not_kept(response: Response) -> Response:
    response.headers["Cache-Control"] = "no-store"
    return response


@accounts.context_processor
def _everywhere() -> dict[str, Any]:
    me = current_user.account if current_user.is_authenticated else None
    return {"me": me, "csrf": generate_csrf, "led": guards.is_led()}
