"""One federation twice, on SQLite and on PostgreSQL, with the same phone in both: whatever is told to one is told to the other."""

import json
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from flask import Flask
from sqlalchemy import Table, TextClause, select, text
from sqlalchemy.dialects import postgresql

from app.database import db, reading
from app.sync.schema import published
from tests.a_phone import APhone
from tests.stories import found

#: What an answer says of itself alone: not a verdict.
PASSING = ("epoch", "cursor", "mark", "now", "public_key")
#: Tables in which a refused body may leave its trace: tries at a code, and what waits for a person.
TRACES = ("attempt", "held")


@dataclass
class Request:
    """What is told, byte for byte."""

    path: str
    body: bytes
    method: str = "POST"
    #: `secret`, `door`, `none`, or the words of the header itself.
    bearer: str = "secret"
    headers: dict[str, str] = field(default_factory=dict)


@dataclass
class Verdict:
    """What both answered."""

    status: int
    said: Any

    @property
    def refused(self) -> bool:
        """Nothing of it was accepted."""
        return self.status >= 400 or all(answer["answer"] == "held" for answer in self.said["answers"])


class Twins:
    """`hear` a request and compare."""

    def __init__(self, *apps: Flask) -> None:
        self.apps, self.heard = apps, 0
        self.codes = [self._founded(app) for app in apps]
        self.phone = APhone(apps[0].test_client())
        for app, code in zip(apps, self.codes, strict=True):
            self.phone.client = app.test_client()
            self.phone.enrols(code)
        self.before = self.rows()

    @staticmethod
    def _founded(app: Flask) -> str:
        return found(app).invitation()

    def knows_the_examples(self) -> list[dict[str, Any]]:
        """Both hear the published examples of a phone's kinds, which are accepted; returns them."""
        examples = [example for kind in published()["kinds"] if kind["author"] == "phone" for example in kind["examples"]]
        verdict = self.hear(push(*(json.dumps(example).encode() for example in examples)))
        assert {answer["answer"] for answer in verdict.said["answers"]} == {"accepted"}
        return examples

    def hear(self, request: Request) -> Verdict:
        """Tell it to both. Never a fault of ours, the same verdict, the same rows; and refused, it changed nothing."""
        self.heard += 1
        verdicts = [self._tell(app, request) for app in self.apps]
        assert verdicts[0] == verdicts[1], request
        assert verdicts[0].status < 500, request
        before, after = self.before, self.rows()
        self.before = after
        if verdicts[0].status >= 400 or (b'"page"' not in request.body and request.path == "/sync" and verdicts[0].refused):
            assert {name for name in after if after[name] != before[name]} <= set(TRACES), request
        return verdicts[0]

    def rows(self) -> dict[str, int]:
        """How many rows each table has, the same in both."""
        first, second = (self._read(app, _counted()) for app in self.apps)
        assert first == second
        return {str(name): int(count) for name, count in first}

    def content(self) -> list[list[str]]:
        """Every row of every table where nothing may change, of each twin."""
        tables = [table for table in _tables() if table.name not in (*TRACES, "device")]
        return [sorted(repr(tuple(row)) for table in tables for row in self._read(app, select(table))) for app in self.apps]

    def _tell(self, app: Flask, request: Request) -> Verdict:
        bearer = {"secret": f"Bearer {self.phone.secret}", "door": f"Bearer {self.phone.door}", "none": ""}.get(
            request.bearer, request.bearer
        )
        headers = {"Content-Type": "application/json", **({"Authorization": bearer} if bearer else {}), **request.headers}
        # Whoever brings nothing but damage is told to wait: here each comes from an address of its own.
        far = {"REMOTE_ADDR": f"10.{self.heard >> 16}.{self.heard >> 8 & 255}.{self.heard & 255}"}
        answer = app.test_client().open(request.path, method=request.method, data=request.body, headers=headers, environ_base=far)
        said = answer.get_json() if answer.is_json else answer.get_data()
        if request.path == "/sync/carried" and answer.status_code == 200:
            inside = self.phone.opens_receipt(said["receipt"])
            return Verdict(inside["status"], _lasting(inside["answer"]))
        return Verdict(answer.status_code, _lasting(said))

    @staticmethod
    def _read(app: Flask, question: Any) -> list[Any]:
        with app.app_context(), reading() as connection:
            return sorted(tuple(row) for row in connection.execute(question)) if question is not None else []


def push(*operations: bytes) -> Request:
    """A phone's request with these operations, as they are written here."""
    return Request("/sync", b'{"epoch":null,"cursor":null,"app":"test","operations":[%s]}' % b",".join(operations))


def _lasting(said: Any) -> Any:
    if not isinstance(said, dict):
        return said if isinstance(said, list) else None
    lasting = {name: value for name, value in said.items() if name not in PASSING}
    if "operations" in lasting:
        lasting["operations"] = [operation["id"] for operation in lasting["operations"]]
    return lasting


def _tables() -> list[Table]:
    return [table for table in db.metadata.sorted_tables if table.name != "place"]


@cache
def _counted() -> TextClause:
    """As words, said once: asked after every request, it must cost little."""
    prepare = postgresql.dialect().identifier_preparer  # type: ignore[no-untyped-call]
    return text(" union all ".join(f"select '{table.name}', count(*) from {prepare.format_table(table)}" for table in _tables()))  # noqa: S608
