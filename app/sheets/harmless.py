"""Text on its way into somebody's spreadsheet."""

#: What a spreadsheet would take for the beginning of a formula, or skip on its way to one.
LIVE = ("=", "+", "-", "@", "\t", "\r", "\n")


def harmless(text: str) -> str:
    """A text that no spreadsheet runs: an apostrophe before what could begin a formula. Numbers never come through here."""
    return f"'{text}" if text.startswith(LIVE) else text
