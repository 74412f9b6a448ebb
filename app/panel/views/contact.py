"""The mobile telephone at which a kitchen can be written to: looked at and changed."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.accounts import scope, sessions
from app.audience import audience
from app.database import reading
from app.federation import contacts
from app.panel.pages import panel


@panel.get("/es/comedor/<code>/contacto")
@audience("panel")
def ask_contact(code: str) -> ResponseReturnValue:
    """The number that is known, in a box."""
    unit, _ = scope.kitchen_or_404(sessions.account(), code)
    with reading() as connection:
        known = contacts.read(connection, [unit.id])
    return render_template("panel/contact.html", unit=unit, mobile=known.get(unit.id, ""), trouble=False)


@panel.post("/es/comedor/<code>/contacto")
@audience("panel")
def keep_contact(code: str) -> ResponseReturnValue:
    """Keep what was typed; an empty box forgets the number."""
    unit, _ = scope.kitchen_or_404(sessions.account(), code)
    typed = request.form.get("mobile", "")[:40]
    try:
        contacts.write(unit.id, typed)
    except contacts.Unfit:
        return render_template("panel/contact.html", unit=unit, mobile=typed, trouble=True), 400
    return redirect(url_for("panel.kitchen", code=code, _anchor="datos"), 303)
