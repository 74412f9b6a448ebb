"""What was seen, taken and changed: a coordinator sees her own acts, the confederation's own see everybody's."""

from datetime import date

from flask import render_template, request
from flask.typing import ResponseReturnValue

from app.accounts import audit, roster, sessions, trail
from app.audience import audience
from app.panel.pages import panel


@panel.get("/es/registro")
@audience("panel")
def audit_trail() -> ResponseReturnValue:
    """The entries asked for, the newest first."""
    account, everybodys = sessions.account(), sessions.account().role != "coordinator"
    asked = trail.Asked(
        account_id=request.args.get("cuenta", type=int) if everybodys else account.id,
        kind=_known_kind(request.args.get("acto", "")),
        since=_day(request.args.get("desde", "")),
        until=_day(request.args.get("hasta", "")),
    )
    found = trail.find(asked, request.args.get("pagina", 1, int))
    people = [person for person, _unit in roster.everybody()] if everybodys else []
    return render_template("panel/audit.html", found=found, asked=asked, people=people, kinds=audit.KINDS, everybodys=everybodys)


def _known_kind(text: str) -> str | None:
    return text if text in audit.KINDS else None


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
