"""What is done when a person uses her rights: correct, leave, object, erase. Each becomes an operation in her kitchen's notebook."""

from collections.abc import Callable
from typing import Any

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from app.accounts import audit, sessions
from app.audience import audience
from app.books.roll.operations import LEAVING, Amended
from app.federation.models import Unit
from app.panel import reason
from app.panel.pages import panel
from app.panel.views.people import found, page
from app.panel.views.rolls import ask_why
from app.review import rights
from app.review.person import FIELDS, Sheet


@panel.get("/es/comedor/<code>/persona/<person>/corregir")
@audience("panel")
def ask_correct(code: str, person: str) -> ResponseReturnValue:
    """The form of her fields, as they stand."""
    unit, sheet = found(code, person)
    return _correcting(unit, sheet)


@panel.post("/es/comedor/<code>/persona/<person>/corregir")
@audience("panel")
def correct_person(code: str, person: str) -> ResponseReturnValue:
    """Write what she corrected, against what the form showed."""
    unit, sheet = found(code, person)
    filled, seen = dict(request.form.items()), request.form.get("seen", 0, int)

    def deed(attending: rights.Attending) -> None:
        rights.correct(attending, rights.typed(filled), seen)

    return _do(unit, sheet, "person.corrected", deed, lambda **trouble: _correcting(unit, sheet, filled, seen=seen, **trouble))


@panel.post("/es/comedor/<code>/persona/<person>/vale")
@audience("panel")
def settle_person(code: str, person: str) -> ResponseReturnValue:
    """Two phones wrote differently, and she says which stands."""
    field, place, seen = request.form.get("field", ""), request.form.get("place", -1, int), request.form.get("seen", 0, int)
    return _do(*found(code, person), "person.corrected", lambda attending: rights.settle(attending, field, place, seen))


@panel.post("/es/comedor/<code>/persona/<person>/baja")
@audience("panel")
def person_leaves(code: str, person: str) -> ResponseReturnValue:
    """She no longer eats there."""
    why = request.form.get("reason", "")
    return _do(*found(code, person), "person.left", lambda attending: rights.leave(attending, why))


@panel.post("/es/comedor/<code>/persona/<person>/oposicion")
@audience("panel")
def person_objects(code: str, person: str) -> ResponseReturnValue:
    """She does not want to be in lists of names; or (`retirar`) she no longer minds."""
    write = rights.take_back if request.form.get("retirar") else rights.ask
    return _do(*found(code, person), "right.answered", lambda attending: write(attending, "objection"))


@panel.get("/es/comedor/<code>/persona/<person>/borrar")
@audience("panel")
def ask_erase(code: str, person: str) -> ResponseReturnValue:
    """Say what erasing means, and ask whether she means it."""
    return page("panel/person_erase.html", *found(code, person))


@panel.post("/es/comedor/<code>/persona/<person>/borrar")
@audience("panel")
def erase_person(code: str, person: str) -> ResponseReturnValue:
    """Erase her data; or (`retirar`) write that she no longer asks for it."""
    unit, sheet = found(code, person)
    if request.form.get("retirar"):
        return _do(unit, sheet, "right.answered", lambda attending: rights.take_back(attending, "erasure"))
    if request.form.get("sure") != "si":
        return page("panel/person_erase.html", unit, sheet, trouble=("not_sure", "")), 400
    return _do(unit, sheet, "person.erased", rights.erase)


def _correcting(unit: Unit, sheet: Sheet, filled: dict[str, str] | None = None, **more: Any) -> str:
    stands = {name: "true" if value is True else "false" if value is False else str(value) for name, value in sheet.values.items()}
    form: dict[str, Any] = {"fields": Amended.wire_fields(), "order": FIELDS, "filled": filled or stands, "seen": sheet.seen}
    return page("panel/person_correct.html", unit, sheet, **form | more)


def _do(
    unit: Unit,
    sheet: Sheet,
    kind: str,
    deed: Callable[[rights.Attending], None],
    again: Callable[..., str] | None = None,
) -> ResponseReturnValue:
    """Do it, write it down as `kind`, and go back to her sheet; what is declined is said on the page that `again` makes, else there."""
    if reason.given(unit.id) is None:
        return ask_why(unit, sheet.id), 400
    attending = rights.Attending(sessions.account().id, unit.id, sheet, request.form.get("opened", "")[:40])
    try:
        deed(attending)
    except rights.Declined as declined:
        trouble = (*map(str, declined.args), "")[:2]
        return again(trouble=trouble) if again else page("panel/person.html", unit, sheet, leaving=LEAVING, trouble=trouble), 400
    audit.note(kind, kitchen_id=unit.id, subject=sheet.id)
    return redirect(url_for("panel.person", code=unit.code, person=sheet.id), 303)
