"""What a file says of itself: definition, scope, period, cut-off, how many rows, checksum, who took it, and how to read it."""

from collections.abc import Mapping

from app.reports.table import Remark, Report
from app.words import instant, say


def statement(report: Report) -> list[Remark]:
    """Pairs of label and text, in order; once the rows have passed."""
    return labelled(said(report)) + report.remarks


def said(report: Report) -> dict[str, str]:
    """The texts by the names of their labels in templates/reports/words.txt, `report.remarks` apart; once the rows have passed."""
    texts = {
        "report": f"{report.title} ({report.name})",
        "definition": say("reports", "definition", name=report.name),
        "scope": f"{report.scope_name} ({report.scope})",
        "period": f"{report.span.words} ({report.span.name})",
        "cutoff": say("reports", "cutoff_text", lima=instant(report.cutoff), utc=report.cutoff.isoformat()),
        "rows": say("reports", "rows_text", rows=report.count, totals=len(report.totals)),
        "checksum": report.checksum,
        "checksum_how": say("reports", "checksum_text"),
        "taken_by": report.taken_by,
        "reason": report.reason,
    }
    return texts | {name: say("reports", f"{name}_text") for name in report.notes}


def labelled(texts: Mapping[str, str]) -> list[Remark]:
    """Pairs of label and text, without texts that are empty."""
    return [(say("reports", "about", name=name), text) for name, text in texts.items() if text]


def as_text(report: Report) -> str:
    """The statement as lines of text, for the file that goes beside a CSV."""
    return "".join(f"{label}: {text}\n" for label, text in statement(report))
