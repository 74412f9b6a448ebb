"""A question of `POST /sync` in the compact form, and the same in the readable one."""

import msgspec

from app.sync.compact.read import Batch
from app.sync.compact.write import SENT

#: Epoch, cursor and version of the app, before the batch.
ASKED = ("epoch", "cursor", "app")


def is_compact(body: bytes) -> bool:
    """Whether a question is in this form: a list where the readable one is an object."""
    return body[:1] == b"["


def readable(body: bytes, most: int, longest: int) -> tuple[bytes, int]:
    """The question in the readable form, of at most `most` operations and about `longest` bytes; and how many lines of the shorthand its
    phone knows. Raises `TooMuch`, or ValueError for what is no question in this form.
    """
    known, *asked = msgspec.json.decode(body, type=list[msgspec.Raw])
    operations = Batch(asked[len(ASKED) :], most, longest, SENT).operations()
    said = [b'"%s":%s' % (name.encode(), value) for name, value in zip(ASKED, asked, strict=False)]
    if len(asked) > 1 and bytes(asked[1])[:1] == b"{":  # what it holds, in the place of the cursor that it lost
        said[1] = b'"cursor":null,"holds":%s' % bytes(asked[1])
    return b'{%s,"operations":[%s]}' % (b",".join(said), b",".join(operations)), max(0, msgspec.json.decode(known, type=int))
