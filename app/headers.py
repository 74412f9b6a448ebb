"""What every answer says to the browser about its own safety: nothing from elsewhere, nothing inline, nobody's frame."""

from flask import Flask, Response, request, session
from werkzeug.middleware.proxy_fix import ProxyFix

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; manifest-src 'self'; "
    "worker-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'"
)

#: Where a phone posts it is never answered a page, so nothing runs, frames or refers there; and it pays for every byte of an answer.
MACHINES = "/sync"


def init_app(app: Flask) -> None:
    """Set the headers, harden the cookies, and believe only as many proxies as the settings say."""
    production = app.config["ENVIRONMENT"] == "production"
    app.config.update(
        SESSION_COOKIE_NAME="__Host-panel" if production else "panel",
        SESSION_COOKIE_SECURE=production,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
    )
    if proxies := app.config["TRUSTED_PROXIES"]:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=proxies, x_proto=proxies, x_host=proxies)  # type: ignore[method-assign]
    app.after_request(_say)


def _bare(response: Response) -> Response:
    """An answer in lines is of a type that no browser guesses about, and varies for nobody, because nobody may keep it."""
    session.accessed = False  # there is none; some of ours look for it at every door
    if response.mimetype == "application/jsonl":
        response.headers.remove("Vary")
    else:
        response.headers.setdefault("X-Content-Type-Options", "nosniff")
    return response


def _say(response: Response) -> Response:
    if request.method == "POST" and request.path.startswith(MACHINES):
        return _bare(response)
    response.headers.setdefault("X-Content-Type-Options", "nosniff")
    response.headers.setdefault("Content-Security-Policy", POLICY)
    response.headers.setdefault("Referrer-Policy", "no-referrer")
    response.headers.setdefault("Permissions-Policy", "camera=(), microphone=(), geolocation=()")
    response.headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
    if request.is_secure:
        response.headers.setdefault("Strict-Transport-Security", "max-age=63072000")
    return response
