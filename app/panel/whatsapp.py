"""Links that open WhatsApp with a message ready to be sent. Nothing is sent by us, and nobody there learns who is asking."""

from urllib.parse import quote


def share(text: str, number: str = "") -> str:
    """The address that opens WhatsApp with `text`: to a telephone (digits with the country's 51), or to whomever she chooses."""
    return f"https://wa.me/{number}?text={quote(text)}"
