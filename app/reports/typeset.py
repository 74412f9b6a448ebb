"""The month's page as a PDF: tagged, in one language, with a title, and always exactly one page."""

from pathlib import Path
from typing import BinaryIO, Literal

import msgspec

from app.reports import press
from app.reports.month_page import Page
from app.words import instant, number, say

LAYOUT = Path(__file__).resolve().parent.parent.parent / "templates/reports/month_page.typ"


def write(page: Page, out: BinaryIO) -> None:
    """Write the page into a file opened for bytes."""
    out.write(compiled(page, "pdf"))


def compiled(page: Page, form: Literal["pdf", "png"]) -> bytes:
    """The page as it is printed, or as a picture for whoever wants to look at it."""
    return press.compiled(LAYOUT, msgspec.json.encode(page.content | _foot(page)), page.cutoff, form)


def _foot(page: Page) -> dict[str, object]:
    """What every file says of itself."""
    said = {
        "definition": say("reports", "definition", name=page.name),
        "cutoff": say("reports", "cutoff_text", lima=instant(page.cutoff), utc=page.cutoff.isoformat()),
        "notebooks": number(page.count),
        "taken_by": page.taken_by,
        "checksum": page.checksum,
    }
    return {"name": page.title, "foot": [[say("reports", "about", name=name), text] for name, text in said.items() if text]}
