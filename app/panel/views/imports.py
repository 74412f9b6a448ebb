"""Bringing lists in: a file is shown as what it would do, and written only when she says so.

Nothing is kept between the two steps: the page that shows carries the file, and gives it back with the yes.
"""

import zlib
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as NotBase64
from io import BytesIO
from typing import Any

from flask import abort, render_template, request
from flask.typing import ResponseReturnValue

from app import clock
from app.accounts import audit, scope, sessions
from app.audience import audience
from app.federation import importing, registry
from app.panel.pages import panel
from app.sheets import MOST_BYTES, Doubt, Unreadable
from app.sync import roll_import
from app.words import say

#: The longest file that a page carries, packed: as much as a request may bring, with room for the rest of the form.
MOST_CARRIED = 4_100_000
#: How many doubtful rows are shown; the command line writes all of them.
SHOWN = 200


@panel.get("/es/importar")
@audience("board")
def import_kitchens() -> ResponseReturnValue:
    """Choose a list of kitchens."""
    return _page("kitchens", since=scope.current_period())


@panel.post("/es/importar")
@audience("board")
def take_kitchens() -> ResponseReturnValue:
    """Show what a list of kitchens would do, or do it."""
    content, sure = _given()
    under, since = request.form.get("organizacion", "").strip(), request.form.get("desde", "")
    if not clock.is_period(since):
        abort(404)
    choices = importing.Choices(since=clock.first_day(since), under=under or None, dry=not sure)
    try:
        plan = importing.run(BytesIO(content), choices)
    except (Unreadable, registry.Refused) as refusal:
        trouble = _trouble(refusal, under=under, file="FILE")
        return _page("kitchens", trouble=trouble, since=since, under=under), 422
    if sure:
        audit.note("kitchens.imported")
    counts = {"new": len(plan.new), "changed": len(plan.changed), "same": plan.same, "left_out": len(plan.left_out)}
    return _page("kitchens", content, plan, counts, since=since, under=under)


@panel.get("/es/comedor/<code>/padron/importar")
@audience("panel")
def import_roll(code: str) -> ResponseReturnValue:
    """Choose a kitchen's padrón."""
    unit, _ = scope.kitchen_or_404(sessions.account(), code)
    return _page("roll", unit=unit)


@panel.post("/es/comedor/<code>/padron/importar")
@audience("panel")
def take_roll(code: str) -> ResponseReturnValue:
    """Show what a padrón would do, or do it."""
    unit, kitchen = scope.kitchen_or_404(sessions.account(), code)
    content, sure = _given()
    choices = roll_import.Choices(by=f"account:{sessions.account().id}", dry=not sure)
    try:
        intake = roll_import.run(kitchen.id, BytesIO(content), choices)
    except (Unreadable, roll_import.Refused) as refusal:
        return _page("roll", trouble=_trouble(refusal), unit=unit), 422
    if sure:
        audit.note("roll.imported", kitchen_id=kitchen.id)
    counts = {"new": intake.new, "same": intake.already, "left_out": len(intake.left_out)}
    return _page("roll", content, intake, counts, unit=unit)


#: Where the words of each kind of list stand.
WORDS = {"kitchens": "federation/importing", "roll": "sync/roll_import"}


def _page(kind: str, content: bytes = b"", done: Any = None, counts: dict[str, int] | None = None, **more: Any) -> str:
    """The page of one kind of list: to choose a file, or (`done`) with what it would do or has done."""
    page: dict[str, Any] = {"kind": kind, "done": done, "counts": counts, **more}
    if done:
        page["carried"] = "" if done.written else _carried(content)
        page["fields"] = [(say(WORDS[kind], "field", name=name), heading) for name, heading in done.table.headings.items()]
        page["reasons"] = [(say(WORDS[kind], "reason", reason=reason), count) for reason, count in done.reasons]
        page["doubts"] = [(doubt, say(WORDS[kind], "reason", reason=doubt.reason)) for doubt in _gravest(done.doubts)[:SHOWN]]
        page["more"] = max(0, len(done.doubts) - SHOWN)
    return render_template("panel/import.html", **page)


def _gravest(doubts: list[Doubt]) -> list[Doubt]:
    """Rows that are left out first."""
    return sorted(doubts, key=lambda doubt: not doubt.left_out)


def _trouble(refusal: Exception, **values: str) -> str:
    """Why a file is not taken, in words."""
    if isinstance(refusal, Unreadable):
        return say("sheets", "unreadable", reason=refusal.reason, detail=refusal.detail)
    room = WORDS["kitchens" if isinstance(refusal, registry.Refused) else "roll"]
    return say(room, "refused", reason=str(refusal), **values)


def _given() -> tuple[bytes, bool]:
    """The file that she chose, or the one that the page before carried: then she is sure."""
    if carried := request.form.get("llevado"):
        return _uncarried(carried), True
    chosen = request.files.get("archivo")
    return chosen.stream.read(MOST_BYTES) if chosen else b"", False


def _carried(content: bytes) -> str:
    """A file as text in a form; '' if it is too large for one."""
    text = urlsafe_b64encode(zlib.compress(content, 9)).decode()
    return text if len(text) <= MOST_CARRIED else ""


def _uncarried(text: str) -> bytes:
    try:
        return zlib.decompressobj().decompress(urlsafe_b64decode(text), MOST_BYTES)
    except (NotBase64, ValueError, zlib.error):
        abort(404)
