"""The blueprint of signing in and of one's own account, and what is true of every page that somebody signed in sees."""

from typing import Any

from flask import Blueprint, Response
from flask_login import current_user
from flask_wtf.csrf import generate_csrf

from app.accounts import guards


def guarded(pages: Blueprint) -> Blueprint:
    """The same pages behind their guards, kept by no shared computer, and told who is there."""
    pages.before_request(guards.readable)
    pages.before_request(guards.own_form)
    pages.after_request(_not_kept)
    pages.context_processor(_everywhere)
    return pages


def _not_kept(response: Response) -> Response:
    """Shared computers keep no page of another person's kitchens."""
    response.headers["Cache-Control"] = "no-store"
    return response


def _everywhere() -> dict[str, Any]:
    me = current_user.account if current_user.is_authenticated else None
    return {"me": me, "csrf": generate_csrf, "led": guards.is_led()}


accounts = guarded(Blueprint("accounts", __name__, url_prefix="/panel/es"))
