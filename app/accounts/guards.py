"""Who gets in: the guards of the web's audiences, and the proof that a form is our own."""

from typing import Any

from flask import Flask, abort, redirect, request, url_for
from flask_login import current_user
from flask_wtf.csrf import CSRFProtect

from app import audience
from app.accounts import factor
from app.accounts.browsers import IDLE

csrf = CSRFProtect()

#: An administrator may see what the board sees; she looks after its accounts.
ROLES = {"board": {"board", "administrator"}, "administrator": {"administrator"}}
#: All that is there for somebody who must have a second factor and has none yet.
LED = {f"accounts.{page}" for page in ("second_factor", "begin_factor", "confirm_factor", "sign_out")}


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
    """Send whoever is not signed in to the sign-in, and from there back to the page she asked for; and to her second factor who must."""
    if current_user.is_authenticated:
        led = is_led() and request.endpoint not in LED
        return redirect(url_for("accounts.second_factor"), 303) if led else None
    back = request.full_path.rstrip("?") if request.method == "GET" else None
    return redirect(url_for("accounts.sign_in", next=back))


def is_led() -> bool:
    """Whether who is signed in must first set up her second factor, and is led there from everywhere."""
    if not current_user.is_authenticated or not factor.must_have(current_user.account):
        return False
    return not factor.has(current_user.account.id)


def _only(roles: set[str]) -> audience.Guard:
    def guard() -> Any:
        answer = signed_in()
        if answer is None and current_user.account.role not in roles:
            abort(404)  # not "forbidden": what is not yours does not exist
        return answer

    return guard
