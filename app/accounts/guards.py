"""Who gets in: the guards of the web's audiences, and the proof that a form is our own."""

from typing import Any

from flask import Flask, abort, redirect, request, url_for
from flask_login import current_user
from flask_wtf.csrf import CSRFProtect

from app import audience
from app.accounts.sessions import IDLE

csrf = CSRFProtect()

#: An administrator may see what the board sees; she looks after its accounts.
ROLES = {"board": {"board", "administrator"}, "administrator": {"administrator"}}


def init_app(app: Flask) -> None:
    """Register the guards. Phones bring no cookie and so need no proof: only the web's own rooms ask for it."""
    app.config.update(
        WTF_CSRF_CHECK_DEFAULT=False,
        WTF_CSRF_TIME_LIMIT=int(IDLE.total_seconds()),
        # Our Referrer-Policy sends no referrer, so there is none to compare; the token and SameSite do the work.
        WTF_CSRF_SSL_STRICT=False,
    )
    csrf.init_app(app)
    audience.guards["panel"] = signed_in
    for name, roles in ROLES.items():
        audience.guards[name] = _only(roles)


def readable() -> None:
    """Answer 404 to a NUL: it is in no code and no name of ours, and PostgreSQL will not even look for one."""
    if any("\0" in text for text in (request.path, *request.args.values(), *request.form.values())):
        abort(404)


def own_form() -> None:
    """Refuse a form that did not come from a page of ours; for `before_request` of every blueprint with forms."""
    csrf.protect()


def signed_in() -> Any:
    """Send whoever is not signed in to the sign-in, and from there back to the page she asked for."""
    if current_user.is_authenticated:
        return None
    back = request.full_path.rstrip("?") if request.method == "GET" else None
    return redirect(url_for("accounts.sign_in", next=back))


def _only(roles: set[str]) -> audience.Guard:
    def guard() -> Any:
        answer = signed_in()
        if answer is None and current_user.account.role not in roles:
            abort(404)  # not "forbidden": what is not yours does not exist
        return answer

    return guard
