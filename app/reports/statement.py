"""What a file says of itself: definition, scope, period, cut-off, how many rows, checksum, and how to read it."""

from app.reports.table import Report
from app.words import instant, month, say


def statement(report: Report) -> list[tuple[str, str]]:
    """Pairs of label and text, in order."""
    texts = {
        "report": f"{report.title} ({report.name})",
        "definition": say("reports", "definition", name=report.name),
        "scope": f"{report.scope_name} ({report.scope})",
        "period": f"{month(report.period)} ({report.period})",
        "cutoff": say("reports", "cutoff_text", lima=instant(report.cutoff), utc=report.cutoff.isoformat()),
        "rows": say("reports", "rows_text", rows=len(report.rows), totals=len(report.totals)),
        "checksum": report.checksum,
        "checksum_how": say("reports", "checksum_text"),
        "silence": say("reports", "silence_text"),
        "adjustments": say("reports", "adjustments_text"),
        "people": say("reports", "people_text"),
        "units": say("reports", "units_text"),
    }
    return [(say("reports", "about", name=name), text) for name, text in texts.items()]


def as_text(report: Report) -> str:
    """The statement as lines of text, for the file that goes beside a CSV."""
    return "".join(f"{label}: {text}\n" for label, text in statement(report))
