"""The month's page as a PDF, by typst: tagged, in one language, with a title, and always exactly one page.

What people wrote goes in as JSON and never into markup. Only the fonts that come with typst are used: every server makes the same page.
"""

from pathlib import Path
from typing import BinaryIO, Literal

import msgspec
import typst

from app.reports.month_page import Page
from app.words import instant, number, say

LAYOUT = Path(__file__).resolve().parent.parent.parent / "templates/reports/month_page.typ"


def write(page: Page, out: BinaryIO) -> None:
    """Write the page into a file opened for bytes."""
    out.write(compiled(page, "pdf"))


def compiled(page: Page, form: Literal["pdf", "png"]) -> bytes:
    """The page as it is printed, or as a picture for whoever wants to look at it."""
    inputs = {"page": msgspec.json.encode(page.content | _foot(page)).decode()}
    return typst.compile(LAYOUT, root=LAYOUT.parent, format=form, ignore_system_fonts=True, sys_inputs=inputs, timestamp=page.cutoff)


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
