"""What goes over the wire beside the operations: requests in their exact types, gzip within limits, errors as codes."""

from collections.abc import Callable
from operator import attrgetter
from typing import Annotated, Any, Literal, TypeVar

import msgspec
from flask import Response, request
from msgspec import Meta

from app.sync import brackets, compact, gzipped
from app.sync.answer import Told
from app.sync.pull import Holds
from app.sync.reoffer import Page

#: The longest body, inflated, in bytes, and the most operations of one request.
LONGEST = 4 * 1024 * 1024
MOST = 5_000

Shape = TypeVar("Shape")
Word = Annotated[str, Meta(min_length=1, max_length=64)]
Secret = Annotated[str, Meta(pattern=r"^[A-Za-z0-9_-]{43}$(?!\n)")]
DeviceId = Annotated[str, Meta(pattern=r"^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$(?!\n)")]


class Push(msgspec.Struct, forbid_unknown_fields=True):
    """The body of `POST /sync`. Operations are judged one by one, so here they are only bytes."""

    epoch: Word | None
    cursor: Word | None
    app: Annotated[str, Meta(max_length=40, pattern=r"^[^\u0000-\u001f\u007f]*$(?!\n)")]
    operations: list[msgspec.Raw]
    holds: Holds | None = None
    #: After a restore: a page that was pulled once, one a request.
    page: Page | None = None


class Look(msgspec.Struct, forbid_unknown_fields=True):
    """The body of `POST /sync/enrol` that only asks whose a code is."""

    code: Word
    look: Literal[True]


class Enrol(msgspec.Struct, forbid_unknown_fields=True):
    """The body of `POST /sync/enrol` that spends a code."""

    code: Word
    device: DeviceId
    secret: Secret
    door: Secret


class Unlock(msgspec.Struct, forbid_unknown_fields=True):
    """The body of `POST /sync/unlock`: a code, and the envelope with this phone's key in base64url."""

    code: Word
    sealed: Annotated[str, Meta(max_length=2_000, pattern=r"^[A-Za-z0-9_-]+$(?!\n)")]


class Unreadable(Exception):
    """A request that will not be served: its status, its reason, and in how many seconds it may be worth trying again."""

    def __init__(self, status: int, reason: str, retry_after: int = 0):
        super().__init__(reason)
        self.status, self.reason, self.retry_after = status, reason, retry_after


def read(shape: type[Shape]) -> Shape:
    """The request's body as `shape`; raises `Unreadable`."""
    return decode(body(), shape)


def read_push() -> tuple[Push, int | None]:
    """The body of `POST /sync`, where an operation that cannot be read leaves the others readable; raises `Unreadable`.

    And how many lines of the shorthand a phone knows that asked in the compact form, None for one that did not.
    """
    sent, known = body(), None
    if compact.is_compact(sent):
        sent, known = _unfolded(sent)
    return decode_apart(sent, Push, attrgetter("operations")), known


def _unfolded(sent: bytes) -> tuple[bytes, int]:
    try:
        return compact.readable(sent, MOST, LONGEST)
    except compact.TooMuch:
        raise Unreadable(413, "too-large") from None
    except (msgspec.DecodeError, ValueError, IndexError, RecursionError):
        raise Unreadable(400, "not-readable") from None


def refuse_too_many(push: Push) -> None:
    """Raise `Unreadable` for more operations than one request may bring."""
    if len(push.operations) + (len(push.page.rows) if push.page else 0) > MOST:
        raise Unreadable(413, "too-large")


def decode_apart(sent: bytes, shape: type[Shape], operations_of: Callable[[Shape], list[msgspec.Raw]]) -> Shape:
    """JSON with a list of operations in it, which `operations_of` finds in the shape, each of them readable or not; raises `Unreadable`."""
    try:
        return decode(sent, shape)
    except Unreadable as refused:
        try:
            around, operations = brackets.apart(sent)
        except ValueError:
            raise refused from None
        whole = decode(around, shape)
        operations_of(whole).extend(map(msgspec.Raw, operations))
        return whole


def decode(sent: bytes, shape: type[Shape]) -> Shape:
    """JSON as `shape`; raises `Unreadable`."""
    try:
        return msgspec.json.decode(sent, type=shape)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise Unreadable(400, "not-readable") from None


def body() -> bytes:
    """The request's bytes, inflated if they were packed, whether a header says so or only they themselves.

    Raises `Unreadable` for what is too long or does not inflate.
    """
    sent = request.get_data()
    if request.headers.get("Content-Encoding") != "gzip" and not sent.startswith((gzipped.MAGIC, gzipped.DEFLATED)):
        if len(sent) > LONGEST:
            raise Unreadable(413, "too-large")
        return sent
    try:
        return gzipped.inflated(sent, LONGEST)
    except gzipped.TooLong:
        raise Unreadable(413, "too-large") from None
    except ValueError:
        raise Unreadable(400, "not-readable") from None


def answer_in_lines(told: list[Told], known: int, epoch: str | None) -> Response:
    """The answer in the compact form, for a phone that knows so many lines of the shorthand and asked in this epoch."""
    return Response(compact.lines(told, known, epoch), 200, {"Cache-Control": "no-store"}, mimetype="application/jsonl")


def nothing() -> Response:
    """The answer where there is nothing to say."""
    response = Response(status=204, headers={"Cache-Control": "no-store"})
    del response.headers["Content-Type"]
    return response


def answer(value: Any, status: int = 200) -> Response:
    """A JSON answer that nobody on the way may keep."""
    return Response(msgspec.json.encode(value), status, {"Cache-Control": "no-store"}, mimetype="application/json")
