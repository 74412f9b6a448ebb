"""The id of an operation that the server writes because of something: made from the cause, so that twice is once (rule 14)."""

from app.seal import mac


def caused_id(kind: str, kitchen_id: int, cause: str) -> str:
    """A UUID of version 8 that is always the same for the same kind, kitchen and cause."""
    digest = mac("caused", f"{kind}/{kitchen_id}/{cause}".encode()).hex()
    variant = "89ab"[int(digest[15], 16) & 3]
    return f"{digest[:8]}-{digest[8:12]}-8{digest[12:15]}-{variant}{digest[16:19]}-{digest[20:32]}"
