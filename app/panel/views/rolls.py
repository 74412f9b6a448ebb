"""A kitchen's padrón as it was handed in: how it differs from today's, and, once she says why, who is on it.

What is searched for travels in the form and never in the address: addresses end up in logs.
"""

from typing import Any

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.accounts import scope, sessions
from app.audience import audience
from app.database import reading
from app.federation.models import Unit
from app.panel import reason
from app.panel.pages import panel
from app.review import padron

PER_PAGE = 50


@panel.get("/es/comedor/<code>/padron")
@audience("panel")
def roll(code: str) -> ResponseReturnValue:
    """When it was handed in and how many people are on it; the first names if she has said why."""
    unit, _ = scope.kitchen_or_404(sessions.account(), code)
    return _page(unit)


@panel.post("/es/comedor/<code>/padron")
@audience("panel")
def search_roll(code: str) -> ResponseReturnValue:
    """A page of the names, or those that fit what she searches; or who has exactly this document."""
    unit, _ = scope.kitchen_or_404(sessions.account(), code)
    return _page(unit)


@panel.post("/es/comedor/<code>/padron/motivo")
@audience("panel")
def say_why(code: str) -> ResponseReturnValue:
    """Take her reason, write it down, and go on to where she was going: the list, or one person."""
    unit, _ = scope.kitchen_or_404(sessions.account(), code)
    why, person = request.form.get("motivo", ""), request.form.get("persona", "")
    if why not in reason.REASONS:
        return ask_why(unit, person, trouble="reason_missing"), 400
    reason.give(unit.id, why)
    if person:
        return redirect(url_for("panel.person", code=code, person=person), 303)
    return redirect(url_for("panel.roll", code=code, _anchor="nombres"), 303)


def ask_why(unit: Unit, person: str = "", trouble: str | None = None) -> str:
    """The page that asks for a reason before names are shown."""
    return render_template("panel/roll_reason.html", unit=unit, person=person, reasons=reason.REASONS, trouble=trouble)


def _page(unit: Unit) -> str:
    why = reason.given(unit.id)
    text, document = (request.form.get(name, "").strip()[:80] for name in ("q", "documento"))
    with reading() as connection:
        handed = padron.handed_in(connection, unit.id)
        page: dict[str, Any] = {"handings": padron.handings(connection, unit.id), "handed": handed}
        page["on_roll"] = len(handed.today) if handed else padron.on_roll_today(connection, unit.id)
        named = padron.people(connection, unit.id, handed.members, text) if why and handed else []
        page["unlisted"] = padron.unlisted(connection, unit.id, handed.members) if handed else 0
        page["twice"] = padron.twice(connection, unit.id) if why else set()
        page["asked"] = padron.by_document(connection, unit.id, document) if why and document else None
    pages = max(1, -(-len(named) // PER_PAGE))
    number = min(max(1, request.form.get("pagina", 1, int)), pages)
    page |= {"shown": named[(number - 1) * PER_PAGE : number * PER_PAGE], "total": len(named), "page": number, "pages": pages}
    return render_template("panel/roll.html", unit=unit, why=why, reasons=reason.REASONS, text=text, document=document, **page)
