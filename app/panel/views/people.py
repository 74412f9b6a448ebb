"""One person and all that is held about her, seen, on paper and as a file [Ley 29733; domain.md §1.8]; and what people asked for.

For whose kitchen it is, after she said why; each look and each copy is in the audit trail. `views.rights` is what can be done.
"""

import secrets
from io import BytesIO
from typing import Any

from flask import Response, abort, render_template, request, send_file
from flask.typing import ResponseReturnValue

from app import clock
from app.accounts import audit, scope, sessions
from app.audience import audience
from app.books.roll.operations import LEAVING
from app.database import reading
from app.federation.models import Unit
from app.panel import directory, own_data, reason, writers
from app.panel.pages import panel
from app.panel.views.rolls import ask_why
from app.review import asked
from app.review import person as people
from app.review.person import Sheet


@panel.get("/es/comedor/<code>/persona/<person>")
@audience("panel")
def person(code: str, person: str) -> ResponseReturnValue:
    """All that is held about her."""
    unit, sheet = found(code, person)
    return page("panel/person.html", unit, sheet, leaving=LEAVING)


@panel.get("/es/comedor/<code>/persona/<person>/hoja")
@audience("panel")
def person_paper(code: str, person: str) -> ResponseReturnValue:
    """The same on a sheet of paper, which she takes home."""
    unit, sheet = found(code, person)
    return page("panel/person_paper.html", unit, sheet, kind="person.exported", today=clock.lima_today())


@panel.post("/es/comedor/<code>/persona/<person>/copia")
@audience("panel")
def person_copy(code: str, person: str) -> ResponseReturnValue:
    """Her data as a file. A POST, because it is written down who took it."""
    unit, sheet = found(code, person)
    form = request.form.get("formato", "")
    if form not in own_data.FORMS or sheet.erased:
        abort(404)
    if reason.given(unit.id) is None:
        return ask_why(unit, person), 400
    mimetype, write = own_data.FORMS[form]
    with reading() as connection:
        names = writers.names(connection, unit.id, {one.by for one in sheet.said})
    audit.note("person.exported", kitchen_id=unit.id, subject=sheet.id, detail=form)
    name = f"{unit.code}_{sheet.id[-12:]}.{form}"
    answer: Response = send_file(BytesIO(write(sheet, unit, names)), mimetype=mimetype, as_attachment=True, download_name=name)
    return answer


@panel.get("/es/pedidos")
@audience("panel")
def requests() -> ResponseReturnValue:
    """What people asked for at their kitchens and stands, oldest first; without names."""
    with reading() as connection:
        standing = asked.standing(connection, directory.hers(sessions.account()), clock.lima_today())
    return render_template("panel/person_requests.html", standing=standing)


@panel.get("/es/datos-personales")
@audience("panel")
def privacy() -> ResponseReturnValue:
    """What is kept about people, for what, who sees it, and how their rights are attended."""
    return render_template("panel/privacy.html")


def found(code: str, person: str) -> tuple[Unit, Sheet]:
    """The person and her kitchen's unit if it is hers who asks to see, else 404."""
    unit, _ = scope.kitchen_or_404(sessions.account(), code)
    with reading() as connection:
        sheet = people.sheet(connection, unit.id, person)
    if sheet is None:
        abort(404)
    return unit, sheet


def page(template: str, unit: Unit, sheet: Sheet, kind: str = "person.seen", **more: Any) -> str:
    """A page about her, written down as `kind`. Before a reason was given it is the page that asks for one; of somebody erased there
    is only the sheet that says so."""
    why = reason.given(unit.id)
    if why is None:
        return ask_why(unit, sheet.id)
    audit.note(kind, kitchen_id=unit.id, subject=sheet.id, detail=why)
    with reading() as connection:
        names = writers.names(connection, unit.id, {one.by for one in sheet.said})
    told = {"opened": secrets.token_urlsafe(12), "trouble": None, "writers": names} | more
    return render_template("panel/person.html" if sheet.erased else template, unit=unit, sheet=sheet, why=why, **told)
