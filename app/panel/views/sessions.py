"""Where others are signed in, for administrators: signing out a browser that was lost or left open."""

from flask import abort, redirect, url_for
from flask.typing import ResponseReturnValue

from app.accounts import browsers
from app.accounts.models import Account
from app.audience import audience
from app.database import db, writing
from app.panel.pages import panel


@panel.post("/es/cuentas/<int:number>/sesiones/<key>/cerrar")
@audience("administrator")
def end_session(number: int, key: str) -> ResponseReturnValue:
    """Sign an account out in one browser."""
    try:
        browsers.end(_known(number), key)
    except ValueError:
        abort(404)
    return _back(number)


@panel.post("/es/cuentas/<int:number>/sesiones/cerrar")
@audience("administrator")
def end_sessions(number: int) -> ResponseReturnValue:
    """Sign an account out everywhere."""
    account_id = _known(number)
    with writing() as connection:
        browsers.end_all(connection, account_id)
    return _back(number)


def _known(number: int) -> int:
    return number if db.session.get(Account, number) else abort(404)


def _back(number: int) -> ResponseReturnValue:
    return redirect(url_for("panel.account", number=number, listo="sesiones"), 303)
