"""The cookie by which a browser is known again where its account has come in before; what it is good for is told in `tries`."""

from flask import Response, current_app, request

from app.accounts import tries

#: In seconds.
KNOWN_FOR = 365 * 24 * 60 * 60


def current() -> tries.Browser:
    """Where this request comes from."""
    return tries.Browser(request.remote_addr or "", request.cookies.get(_name(), ""))


def remember(answer: Response, username: str) -> Response:
    """Let the browser be known to this account from now on: she signed in there, or chose her password by a link."""
    secure, proof = current_app.config["SESSION_COOKIE_SECURE"], tries.remembered(username, current())
    answer.set_cookie(_name(), proof, KNOWN_FOR, secure=secure, httponly=True, samesite="Strict")
    return answer


def _name() -> str:
    return "__Host-known" if current_app.config["SESSION_COOKIE_SECURE"] else "known"
