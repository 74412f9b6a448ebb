"""Other people's accounts, for administrators: listed, made, closed and opened, and a link to whoever needs a password."""

from typing import Any

import segno
from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from app.accounts import browsers, directory, factor, links, roster, sessions
from app.accounts.models import ROLES, Account
from app.audience import audience
from app.database import db
from app.federation.models import LEVELS, Unit
from app.panel import whatsapp
from app.panel.pages import panel
from app.words import say

#: What a page may say was done.
DONE = ("abierta", "cerrada", "segundo-paso", "sesiones")


@panel.get("/es/cuentas")
@audience("administrator")
def accounts() -> ResponseReturnValue:
    """The list, by name."""
    text, role, state = request.args.get("q", "").strip()[:80], request.args.get("funcion"), request.args.get("estado")
    role, state = role if role in ROLES else None, state if state in directory.STATES else None
    found = directory.find(text, role, state, request.args.get("pagina", 1, int))
    return render_template("panel/accounts.html", found=found, text=text, role=role, state=state, roles=ROLES)


@panel.get("/es/cuentas/nueva")
@audience("administrator")
def new_account() -> ResponseReturnValue:
    """The form of a new account."""
    return _form()


@panel.post("/es/cuentas/nueva")
@audience("administrator")
def create_account() -> ResponseReturnValue:
    """Make it, and show the link with which its owner chooses her password."""
    asked = {field: request.form.get(field, "")[:200] for field in ("name", "username", "role", "unit")}
    try:
        number = roster.create(asked["username"], asked["name"], asked["role"], asked["unit"])
    except roster.Refused as refused:
        return _form(asked, str(refused)), 400
    return _link(number, asked["name"].strip(), roster.plain(asked["username"]))


@panel.get("/es/cuentas/<int:number>")
@audience("administrator")
def account(number: int) -> ResponseReturnValue:
    """One account, and what can be done to it."""
    return _page(_account(number))


@panel.post("/es/cuentas/<int:number>/enlace")
@audience("administrator")
def make_link(number: int) -> ResponseReturnValue:
    """A one-time link to a new password. It is shown only now."""
    known = _account(number)
    if known.disabled_at is not None:
        return _page(known, "account_closed"), 400
    return _link(known.id, known.name, known.username)


@panel.post("/es/cuentas/<int:number>/cerrar")
@audience("administrator")
def close_account(number: int) -> ResponseReturnValue:
    """Close it. Nobody closes her own: whoever closes accounts can still open them afterwards."""
    known = _account(number)
    try:
        if known.id == sessions.account().id:
            raise roster.Refused("own_account")
        roster.disable(known.username)
    except roster.Refused as refused:
        return _page(known, str(refused)), 400
    return _back(number, "cerrada")


@panel.post("/es/cuentas/<int:number>/abrir")
@audience("administrator")
def open_account(number: int) -> ResponseReturnValue:
    """Open a closed one."""
    roster.enable(_account(number).username)
    return _back(number, "abierta")


@panel.post("/es/cuentas/<int:number>/segundo-paso")
@audience("administrator")
def reset_factor(number: int) -> ResponseReturnValue:
    """Take the second factor away from whoever lost telephone and codes; one's own is taken away with one's password."""
    known = _account(number)
    if known.id == sessions.account().id:
        return _page(known, "own_factor"), 400
    factor.remove(known.id)
    return _back(number, "segundo-paso")


def _account(number: int) -> Account:
    return db.session.get(Account, number) or abort(404)


def _page(known: Account, trouble: str | None = None) -> str:
    page: dict[str, Any] = {"unit": db.session.get_one(Unit, known.unit_id), "factor": factor.standing(known.id), "trouble": trouble}
    page |= {"browsers": browsers.of(known.id), "here": sessions.key(), "done": request.args.get("listo")}
    return render_template("panel/account.html", account=known, is_own=known.id == sessions.account().id, dones=DONE, **page)


def _form(asked: dict[str, str] | None = None, trouble: str | None = None) -> str:
    units = db.session.scalars(select(Unit).where(Unit.level != LEVELS[-1])).all()
    units = sorted(units, key=lambda unit: (LEVELS.index(unit.level), unit.name))
    return render_template("panel/account_new.html", asked=asked or {}, trouble=trouble, units=units, roles=ROLES)


def _link(number: int, name: str, username: str) -> str:
    made = links.make(number)
    text = say("accounts", "whatsapp", name=name, username=username, link=made.link)
    drawing = segno.make(made.link, error="m").svg_data_uri(scale=6, border=3)
    page = {"name": name, "username": username, "made": made, "whatsapp": whatsapp.share(text), "qr": drawing}
    return render_template("panel/account_link.html", number=number, **page)


def _back(number: int, done: str) -> ResponseReturnValue:
    return redirect(url_for("panel.account", number=number, listo=done), 303)
