"""The page behind a one-time link: somebody chooses her password, and nobody else learns it."""

from flask import current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.accounts import known_browser, links, passwords
from app.accounts.models import Account
from app.accounts.pages import accounts
from app.accounts.roster import Refused
from app.audience import audience


@accounts.get("/clave/<token>")
@audience("public")
def choose(token: str) -> ResponseReturnValue:
    """Whose link it is, and a box for her password. Looking spends nothing."""
    return _page(links.look(token))


@accounts.post("/clave/<token>")
@audience("public")
def chosen(token: str) -> ResponseReturnValue:
    """Take the password, end all sessions, and on to the sign-in."""
    account, password = links.look(token), request.form.get("password", "")
    try:
        if password != request.form.get("again", ""):
            raise Refused("password_differs")
        links.spend(token, password)
    except Refused as refused:
        return _page(account, str(refused))
    answer = current_app.make_response(redirect(url_for("accounts.sign_in", listo="clave"), 303))
    return known_browser.remember(answer, account.username) if account else answer


def _page(account: Account | None, trouble: str | None = None) -> ResponseReturnValue:
    page = render_template("accounts/link.html", account=account, trouble=trouble, shortest=passwords.SHORTEST, longest=passwords.LONGEST)
    return page, 404 if account is None else 400 if trouble else 200
