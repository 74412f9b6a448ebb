"""Handing over the files that kitchens without signal sent by hand, and taking back the receipts for their phones."""

from io import BytesIO

from flask import Response, abort, render_template, request, send_file
from flask.typing import ResponseReturnValue

from app.accounts import audit
from app.audience import audience
from app.panel import carrying
from app.panel.pages import panel
from app.sync import parcel
from app.words import say

#: The longest request of these pages, in bytes: several files at once, or their receipts.
LONGEST = 32 * 1024 * 1024
#: The most files of one request.
FILES = 50


@panel.get("/es/entregar")
@audience("panel")
def carry() -> ResponseReturnValue:
    """Choose the files."""
    return render_template("panel/carry.html", done=None)


@panel.post("/es/entregar")
@audience("panel")
def hand_over() -> ResponseReturnValue:
    """Hand them over and say what became of each."""
    chosen = [file for file in request.files.getlist("archivo") if file.filename][:FILES]
    if not chosen:
        return render_template("panel/carry.html", done=None, trouble="none"), 400
    done = carrying.hand_over(((file.filename or "")[:80], file.stream.read()) for file in chosen)
    audit.note("parcel.carried", detail=f"{sum(one.taken for one in done)} {sum(one.operations for one in done)}")
    return render_template("panel/carry.html", done=done, receipts=[words for one in done for words in one.receipts])


@panel.post("/es/entregar/recibo")
@audience("panel")
def take_receipts() -> ResponseReturnValue:
    """The receipts that the page before carries, as a file to send back; they open on their own phones only."""
    parts = request.form.get("recibos", "").split()
    if not parts or not all(map(parcel.is_part, parts)):
        abort(404)
    text = parcel.write("receipt", say("panel", "receipt"), parts)
    answer: Response = send_file(
        BytesIO(text.encode()), mimetype="text/plain", as_attachment=True, download_name="comprobante-mi-comedor.txt"
    )
    return answer


@panel.url_value_preprocessor
def _longer(endpoint: str | None, _values: dict[str, object] | None) -> None:
    """Let these pages bring more than others; who is not signed in is sent away before anything is read."""
    if endpoint in ("panel.hand_over", "panel.take_receipts"):
        request.max_content_length = request.max_form_memory_size = LONGEST
