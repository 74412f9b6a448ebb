"""The incident log: recording what happened to people's data, what follows, and the sheet for the authority."""

from datetime import UTC, datetime

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app import clock
from app.accounts import incidents, sessions
from app.audience import audience
from app.panel.pages import panel


@panel.get("/es/incidentes")
@audience("board")
def incident_log() -> ResponseReturnValue:
    """All incidents, the latest first, and how much of the 48 hours each has left."""
    return render_template("panel/incidents.html", found=incidents.every(), now=clock.now())


@panel.get("/es/incidentes/nuevo")
@audience("board")
def new_incident() -> ResponseReturnValue:
    """The form."""
    return _form()


@panel.post("/es/incidentes/nuevo")
@audience("board")
def record_incident() -> ResponseReturnValue:
    """Write it down."""
    try:
        number = incidents.record(sessions.account().id, _instant("discovered"), _words("opened"), _people())
    except incidents.Refused as refused:
        return _form(str(refused)), 400
    return redirect(url_for("panel.incident", number=number), 303)


@panel.get("/es/incidentes/<int:number>")
@audience("board")
def incident(number: int) -> ResponseReturnValue:
    """One incident, and the forms of what follows."""
    return _page(_incident(number))


@panel.post("/es/incidentes/<int:number>")
@audience("board")
def follow_incident(number: int) -> ResponseReturnValue:
    """Add an entry."""
    told, kind = _incident(number), request.form.get("kind", "")
    try:
        incidents.follow(number, sessions.account().id, kind, _words(kind), _people(), _instant("told"))
    except incidents.Refused as refused:
        return _page(told, str(refused)), 400
    return redirect(url_for("panel.incident", number=number), 303)


@panel.get("/es/incidentes/<int:number>/hoja")
@audience("board")
def incident_sheet(number: int) -> ResponseReturnValue:
    """The sheet to print and sign."""
    return render_template("panel/incident_sheet.html", told=_incident(number), now=clock.now())


def _incident(number: int) -> incidents.Told:
    return incidents.find(number) or abort(404)


def _form(trouble: str | None = None) -> str:
    return render_template(
        "panel/incident_new.html", trouble=trouble, said=request.form, latest=_local(clock.now()), longest=incidents.LONGEST
    )


def _page(told: incidents.Told, trouble: str | None = None) -> str:
    page = {"trouble": trouble, "said": request.form, "latest": _local(clock.now()), "earliest": _local(told.discovered_at)}
    return render_template("panel/incident.html", told=told, now=clock.now(), longest=incidents.LONGEST, **page)


def _words(kind: str) -> dict[str, str]:
    return {field: request.form.get(field, "") for field in incidents.FIELDS.get(kind, ())}


def _people() -> int | None:
    """How many people, if it was said; -1 for what is no number, which is refused with words."""
    said = request.form.get("people", "").strip()
    if not said:
        return None
    return int(said) if said.isascii() and said.isdigit() and len(said) < 12 else -1


def _instant(field: str) -> datetime | None:
    """A day and hour of Lima as a browser writes them (`2026-03-02T14:30`), in UTC; None for what is none."""
    try:
        return datetime.fromisoformat(request.form.get(field, "")).replace(tzinfo=clock.LIMA).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _local(instant: datetime) -> str:
    return instant.astimezone(clock.LIMA).strftime("%Y-%m-%dT%H:%M")
