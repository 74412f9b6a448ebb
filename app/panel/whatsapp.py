"""Links that open WhatsApp with a message ready to be sent. Nothing is sent by us, and nobody there learns who is asking."""

from urllib.parse import quote


def share(text: str, mobile: str | None = None) -> str:
    """The address that opens WhatsApp with `text`: to a Peruvian mobile (nine digits), or to whomever she chooses there."""
    return f"https://wa.me/{f'51{mobile}' if mobile else ''}?text={quote(text)}"
