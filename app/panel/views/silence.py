"""Who has not reported: the kitchens of a unit that say nothing of a month, and when each was last heard."""

from typing import Any

from flask import render_template, request
from flask.typing import ResponseReturnValue

from app.accounts import scope, sessions
from app.audience import audience
from app.database import db, reading
from app.federation import contacts
from app.federation.models import Unit
from app.panel import period as months
from app.panel import whatsapp
from app.panel.pages import panel
from app.review import missing
from app.rollups import fresh, totals
from app.words import plain, say

PER_PAGE = 100


@panel.get("/es/sin-registro/", defaults={"code": ""})
@panel.get("/es/sin-registro/<code>")
@audience("panel")
def silence(code: str) -> ResponseReturnValue:
    """The silent kitchens of a unit (her own, if none is named) in a month, by name, in pages."""
    period, account = months.asked(), sessions.account()
    unit = scope.unit_or_404(account, code, period.name) if code else db.session.get_one(Unit, account.unit_id)
    with reading() as connection:
        line = totals.unit(connection, unit.id, period.name)
        silent = sorted(missing.kitchens(connection, unit.id, period.name), key=lambda kitchen: plain(kitchen.name))
        until = fresh.until(connection)
    pages = max(1, -(-len(silent) // PER_PAGE))
    page = min(max(1, request.args.get("pagina", 1, int)), pages)
    shown = silent[(page - 1) * PER_PAGE : page * PER_PAGE]
    with reading() as connection:
        mobile = contacts.read(connection, [kitchen.id for kitchen in shown])
    words = {kitchen.id: say("panel", "silence_one", kitchen=kitchen.name, month=period.name) for kitchen in shown}
    share = {kitchen: whatsapp.share(text, mobile.get(kitchen)) for kitchen, text in words.items()}
    everybody = say("panel", "silence_all", month=period.name)
    found: dict[str, Any] = {"share": share, "mobile": mobile, "message": everybody, "share_all": whatsapp.share(everybody)}
    found |= {"shown": shown, "total": len(silent), "page": page, "pages": pages}
    return render_template("panel/silence.html", unit=unit, period=period, line=line, until=until, **found)
