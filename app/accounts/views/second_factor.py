"""One's own second factor: setting it up with the telephone, its recovery codes, and taking it away."""

import segno
from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.accounts import factor, passwords, sessions, signin, totp
from app.accounts.pages import accounts
from app.audience import audience


@accounts.get("/mi-cuenta/segundo-paso")
@audience("panel")
def second_factor() -> ResponseReturnValue:
    """How it stands; or the QR code, while a secret waits for its first code."""
    return _page()


@accounts.post("/mi-cuenta/segundo-paso/empezar")
@audience("panel")
def begin_factor() -> ResponseReturnValue:
    """Draw a secret and show it."""
    if refused := _refused():
        return refused
    factor.begin(sessions.account().id)
    return redirect(url_for("accounts.second_factor"), 303)


@accounts.post("/mi-cuenta/segundo-paso/confirmar")
@audience("panel")
def confirm_factor() -> ResponseReturnValue:
    """Take it into use with its first code, and show the recovery codes once."""
    codes = factor.confirm(sessions.account().id, request.form.get("code", "")[:40], sessions.key())
    return render_template("accounts/recovery_codes.html", codes=codes, led=False) if codes else (_page("code_wrong"), 400)


@accounts.post("/mi-cuenta/segundo-paso/codigos")
@audience("panel")
def draw_codes() -> ResponseReturnValue:
    """New recovery codes instead of the old ones, shown once."""
    account_id = sessions.account().id
    if refused := _refused():
        return refused
    if not factor.has(account_id):
        return redirect(url_for("accounts.second_factor"), 303)
    return render_template("accounts/recovery_codes.html", codes=factor.draw_codes(account_id))


@accounts.post("/mi-cuenta/segundo-paso/quitar")
@audience("panel")
def remove_factor() -> ResponseReturnValue:
    """Sign in with the password alone again, where that is allowed."""
    if factor.must_have(sessions.account()):
        return _page("required"), 400
    if refused := _refused():
        return refused
    factor.remove(sessions.account().id)
    return redirect(url_for("accounts.own", listo="segundo-paso"), 303)


def _refused() -> ResponseReturnValue | None:
    """The answer to whoever does not know the password; None to who does."""
    answer = signin.is_hers(sessions.account(), request.form.get("password", "")[: passwords.LONGEST])
    if answer.account is not None:
        return None
    return _page("too_many" if answer.wait else "password_wrong"), 429 if answer.wait else 400


def _page(trouble: str | None = None) -> str:
    account = sessions.account()
    standing = factor.standing(account.id)
    new = totp.address(standing.waiting, account.username) if standing.waiting else None
    drawing = segno.make(new, error="m").svg_data_uri(scale=5, border=3) if new else None
    secret = totp.in_letters(standing.waiting) if standing.waiting else None
    must = factor.must_have(account)
    return render_template("accounts/second_factor.html", standing=standing, qr=drawing, secret=secret, must=must, trouble=trouble)
