"""A held operation corrected: what came as a form, and what is written in its place. `views.held` is the list, and the other decisions."""

from collections.abc import Mapping

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.accounts import audit, sessions
from app.audience import audience
from app.federation.models import Unit
from app.panel.pages import panel
from app.panel.views.held import found, own_foods, reason_given
from app.review import correction
from app.review.correction import Draft
from app.sync.held import Waiting


@panel.get("/es/comedor/<code>/en-observacion/<key>/corregir")
@audience("panel")
def ask_correct_held(code: str, key: str) -> ResponseReturnValue:
    """The form of what came, with what is wrong marked."""
    unit, operation = found(code, key)
    draft = correction.draft(operation)
    return _form(unit, operation, draft, draft.boxes) if draft else _back(code, key)


@panel.post("/es/comedor/<code>/en-observacion/<key>/corregir")
@audience("panel")
def correct_held(code: str, key: str) -> ResponseReturnValue:
    """Write the correction, and in the kitchen's notebook that it stands instead. Twice is once."""
    unit, operation = found(code, key)
    seen = request.form.get("seen", 0, int)
    draft = correction.draft(operation, seen)
    if draft is None:
        return _back(code, key)
    try:
        correction.correct(operation, draft, request.form, reason_given(), sessions.account().id)
    except correction.Declined as declined:
        trouble, *fields = map(str, declined.args)
        return _form(unit, operation, draft, request.form, trouble, fields), 400
    audit.note("held.decided", kitchen_id=unit.id, subject=key, detail="corrected")
    return _back(code, key)


def _form(unit: Unit, operation: Waiting, draft: Draft, boxes: Mapping[str, str], trouble: str = "", wrong: list[str] | None = None) -> str:
    page = {"unit": unit, "operation": operation, "draft": draft, "boxes": boxes, "trouble": trouble, "own_foods": own_foods(unit.id)}
    return render_template("panel/held_correct.html", wrong=draft.unfit if wrong is None else wrong, **page)


def _back(code: str, key: str) -> ResponseReturnValue:
    return redirect(url_for("panel.held_one", code=code, key=key), 303)
