"""Notices to the kitchens of a unit: writing one, looking at it before it goes, and who got it and read it."""

import secrets
from typing import Any

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app import clock
from app.accounts import scope, sessions
from app.accounts.models import Account
from app.audience import audience
from app.database import db, reading
from app.federation import contacts
from app.federation.models import LEVELS, Unit
from app.panel import directory, whatsapp
from app.panel.pages import panel
from app.review import delivery, notices, receipts
from app.review.models import IssuedNotice
from app.words import plain, say

PER_PAGE = 100
#: Seconds of delivering that she waits for; a few hundred kitchens. `rollups follow` goes on with the rest.
PATIENCE = 2.0


@panel.get("/es/avisos/")
@audience("panel")
def all_notices() -> ResponseReturnValue:
    """The notices to kitchens of hers, newest first, whoever wrote them."""
    with reading() as connection:
        issued = receipts.issued(connection, directory.hers(sessions.account()))
    return render_template("panel/notices.html", issued=issued, today=clock.lima_today())


@panel.get("/es/avisos/nuevo")
@audience("panel")
def write_notice() -> ResponseReturnValue:
    """An empty form. The notice begins here, so that pressing twice is one notice."""
    account = sessions.account()
    asked = request.args.get("unidad", "")
    unit = scope.unit_or_404(account, asked) if asked else db.session.get_one(Unit, account.unit_id)
    return _form(account, unit, {"opened": secrets.token_urlsafe(12)})


@panel.post("/es/avisos/nuevo")
@audience("panel")
def take_notice() -> ResponseReturnValue:
    """Show what was written as it will be read; publish it once she has seen it; or go back to writing."""
    account, step = sessions.account(), request.form.get("paso", "")
    unit = scope.unit_or_404(account, request.form.get("unidad", ""))
    filled = {name: request.form.get(name, "") for name in ("title", "text", "until", "opened")}
    if step == "corregir":
        return _form(account, unit, filled)
    try:
        said = notices.draft(filled["title"], filled["text"], filled["until"])
        if step == "publicar":
            notice_id = notices.issue(unit.id, said, account.id, filled["opened"][:40])
            delivery.deliver(notice_id, PATIENCE)
            return redirect(url_for("panel.notice", notice_id=notice_id), 303)
    except notices.Unfit as unfit:
        return _form(account, unit, filled, str(unfit)), 400
    with reading() as connection:
        reached = len(notices.reached(connection, unit.id))
    page = {"unit": unit, "said": said, "filled": filled, "reached": reached}
    return render_template("panel/notices_preview.html", **page)


@panel.get("/es/avisos/<notice_id>")
@audience("panel")
def notice(notice_id: str) -> ResponseReturnValue:
    """One notice: its words, and how far it has come in the kitchens that are hers."""
    said = db.session.get(IssuedNotice, notice_id)
    with reading() as connection:
        found = receipts.kitchens(connection, notice_id, directory.hers(sessions.account()))
    if said is None or not found:
        abort(404)
    asked = request.args.get("estado", "")
    state = asked if asked in receipts.STATES else None
    fitting = [receipt for receipt in found if state in (None, receipt.state)]
    pages = max(1, -(-len(fitting) // PER_PAGE))
    page = min(max(1, request.args.get("pagina", 1, int)), pages)
    shown = fitting[(page - 1) * PER_PAGE : page * PER_PAGE]
    told = {"shown": shown, "page": page, "pages": pages, "state": state, "total": len(found), "counts": receipts.counts(found)}
    by = {"writer": db.session.get_one(Account, said.account_id).name, "unit": db.session.get_one(Unit, said.unit_id)}
    return render_template("panel/notices_one.html", said=said, today=clock.lima_today(), **by, **told, **_reminders(said, shown))


def _reminders(said: IssuedNotice, shown: list[receipts.Receipt]) -> dict[str, Any]:
    """The links that remind by WhatsApp: `share_all` whomever she chooses, `share` by kitchen those that have not read it."""
    text = say("panel", "notice_reminder", title=said.title, text=said.text, until=said.until_on)
    unread = [receipt.id for receipt in shown if receipt.state != "read"]
    with reading() as connection:
        mobile = contacts.read(connection, unread)
    return {"share_all": whatsapp.share(text), "share": {kitchen: whatsapp.share(text, mobile.get(kitchen)) for kitchen in unread}}


def _form(account: Account, unit: Unit, filled: dict[str, Any], trouble: str | None = None) -> str:
    page = {"unit": unit, "units": _units(account, unit), "filled": filled, "trouble": trouble, "today": clock.lima_today()}
    page["limits"] = {"title": notices.LONGEST_TITLE, "text": notices.LONGEST_TEXT}
    return render_template("panel/notices_write.html", **page)


def _units(account: Account, chosen: Unit) -> list[Unit]:
    """The organisations whose kitchens she may write to, from above downwards; a single kitchen only if she came from its page."""
    below = scope.visible_units(account) | {account.unit_id}
    found = [unit for unit in db.session.query(Unit).filter(Unit.level != LEVELS[-1]) if unit.id in below]
    found += [chosen] if chosen not in found else []
    return sorted(found, key=lambda unit: (LEVELS.index(unit.level), plain(unit.name)))
