"""One's own account: who one is here, one's password, and where one is signed in."""

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.accounts import browsers, factor, passwords, roster, sessions, signin
from app.accounts.pages import accounts
from app.audience import audience
from app.database import db, writing
from app.federation.models import Unit

#: What a page may say was done.
DONE = ("clave", "sesiones", "segundo-paso")


@accounts.get("/mi-cuenta")
@audience("panel")
def own() -> ResponseReturnValue:
    """Name, role, second factor, browsers."""
    return _page(done=request.args.get("listo"))


@accounts.post("/mi-cuenta/clave")
@audience("panel")
def change_password() -> ResponseReturnValue:
    """Change her password, who knows the old one; all other browsers are signed out."""
    account, new = sessions.account(), request.form.get("new", "")
    answer = signin.is_hers(account, request.form.get("password", "")[: passwords.LONGEST])
    if answer.account is None:
        return _page("too_many" if answer.wait else "password_wrong"), 429 if answer.wait else 400
    try:
        if new != request.form.get("again", ""):
            raise roster.Refused("password_differs")
        signin.change(account, new, sessions.key())
    except roster.Refused as refused:
        return _page(str(refused)), 400
    return redirect(url_for("accounts.own", listo="clave"), 303)


@accounts.post("/mi-cuenta/sesiones/<key>/cerrar")
@audience("panel")
def end_session(key: str) -> ResponseReturnValue:
    """Sign out in one browser."""
    try:
        browsers.end(sessions.account().id, key)
    except ValueError:
        abort(404)
    return redirect(url_for("accounts.own", listo="sesiones"), 303)


@accounts.post("/mi-cuenta/sesiones/cerrar")
@audience("panel")
def end_sessions() -> ResponseReturnValue:
    """Sign out in all other browsers."""
    with writing() as connection:
        browsers.end_all(connection, sessions.account().id, but=sessions.key())
    return redirect(url_for("accounts.own", listo="sesiones"), 303)


def _page(trouble: str | None = None, done: str | None = None) -> str:
    account = sessions.account()
    page = {"unit": db.session.get_one(Unit, account.unit_id), "browsers": browsers.of(account.id), "here": sessions.key()}
    page |= {"factor": factor.standing(account.id), "trouble": trouble, "done": done if done in DONE else None}
    return render_template("accounts/own.html", shortest=passwords.SHORTEST, longest=passwords.LONGEST, **page)
