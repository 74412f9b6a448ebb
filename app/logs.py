"""What the server writes of itself: one JSON object a line on stderr for each request and each trouble, and nobody's data in any.

A request is told by its route's rule (`/panel/es/kitchens/<code>`), never its path, query, body or address; a phone by the first eight
characters of its id. An error is told by its class and the lines of code it passed: its words are left out, because they quote what
somebody wrote (a database's error quotes whole rows).
"""

import logging
import sys
import time
import traceback
from datetime import UTC, datetime
from typing import Any

import msgspec
from flask import Flask, Response, g, has_request_context, request

requests = logging.getLogger("mi_comedor.requests")


class Line(logging.Formatter):
    """A record as one line of JSON."""

    def format(self, record: logging.LogRecord) -> str:
        """`at` (UTC), `level`, `from`, `event`, what was said beside it (`facts`), and of an error its class and its way."""
        line: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "from": record.name,
            "event": _event(record),
            **getattr(record, "facts", {}),
        }
        if record.exc_info and record.exc_info[1]:
            line |= trouble(record.exc_info[1])
        return msgspec.json.encode(line).decode()


def _event(record: logging.LogRecord) -> str:
    if isinstance(record.msg, BaseException):
        return type(record.msg).__name__
    if isinstance(record.args, tuple):  # gunicorn tells the address asked for
        args = tuple("…" if isinstance(arg, str) and arg.startswith("/") else arg for arg in record.args)
        record = logging.makeLogRecord(record.__dict__ | {"args": args})
    said = record.getMessage()
    return said.replace(request.path, rule()) if has_request_context() and len(request.path) > 1 else said


def trouble(error: BaseException) -> dict[str, Any]:
    """An exception without its words: its class and its causes', the code's lines it passed, and what system and database call it."""
    chain = [error]
    while (cause := chain[-1].__cause__ or chain[-1].__context__) is not None and cause not in chain:
        chain.append(cause)
    told: dict[str, Any] = {
        "error": [type(one).__name__ for one in chain],
        "way": [f"{frame.filename}:{frame.lineno} {frame.name}" for one in chain for frame in traceback.extract_tb(one.__traceback__)],
    }
    codes = [code for one in chain for code in (getattr(one, "sqlstate", None), getattr(one, "strerror", None)) if code]
    return told | ({"codes": codes} if codes else {})


def init_app(app: Flask) -> None:
    """In production, lines of JSON on stderr and one for each request; a developer's machine keeps Flask's own words."""
    if app.config["ENVIRONMENT"] != "production":
        return
    _write_lines()
    app.before_request(_begin)
    app.after_request(_tell)


class _Stderr(logging.StreamHandler[Any]):
    """Standard error as it is at the moment of writing."""

    def __init__(self) -> None:
        logging.Handler.__init__(self)
        self.setFormatter(Line())

    @property
    def stream(self) -> Any:
        """Where to."""
        return sys.stderr


def _write_lines() -> None:
    """Once a process: gunicorn's configuration has done it already, a command's process has not."""
    root = logging.getLogger()
    requests.setLevel(logging.INFO)  # everybody else speaks of trouble only
    if not any(isinstance(handler.formatter, Line) for handler in root.handlers):
        root.addHandler(_Stderr())


def _begin() -> None:
    g.began = time.perf_counter()


def rule() -> str:
    """The route's rule of the request, or a word for none: a path that is not ours may hold anything."""
    return request.url_rule.rule if request.url_rule else "none"


def _tell(response: Response) -> Response:
    facts: dict[str, Any] = {
        "method": request.method if request.method in ("GET", "POST", "HEAD", "OPTIONS", "PUT", "DELETE", "PATCH") else "other",
        "rule": rule(),
        "status": response.status_code,
        "ms": round((time.perf_counter() - g.get("began", time.perf_counter())) * 1000, 1),
        "bytes": response.content_length,  # null for a file that is made while it leaves
    }
    if device := g.get("device"):
        facts["device"] = device.id[:8]
    requests.info("request", extra={"facts": facts})
    return response
