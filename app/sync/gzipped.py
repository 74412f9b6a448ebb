"""Inflating what came gzip'd or deflated, within limits: a few bytes may say that they are a thousand million."""

import zlib

#: What every gzip'd text begins with, and no JSON.
MAGIC = b"\x1f\x8b"
#: What deflated text (zlib) begins with in browsers, and no JSON nor anything else that a phone sends.
DEFLATED = b"x"
#: Of zlib: gzip or deflate, whichever it is.
EITHER = 47


class TooLong(ValueError):
    """It inflates to more than it may."""


def inflated(sent: bytes, most: int) -> bytes:
    """The text of what was packed, at most `most` bytes; raises `TooLong`, or ValueError for what is no gzip or was cut on the way."""
    inflater = zlib.decompressobj(wbits=EITHER)
    try:
        text = inflater.decompress(sent, most + 1)
    except zlib.error as error:
        raise ValueError("no gzip") from error
    if len(text) > most:
        raise TooLong
    if not inflater.eof:
        raise ValueError("cut")
    return text
