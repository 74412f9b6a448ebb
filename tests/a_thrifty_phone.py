"""A phone that pays for every byte: APhone in the compact form of docs/sync.md, whose link may be cut in the middle of an answer."""

import gzip
import json
from typing import Any

import brotli
import msgspec

from app.sync.compact import batch
from app.sync.compact.read import Batch
from app.sync.compact.shorthand import LINES
from app.sync.compact.write import TOLD
from tests.a_phone import APhone


class AThriftyPhone(APhone):
    """Takes in each line of an answer as soon as it is whole. `link` says how many bytes of an answer come through, None for all."""

    link: int | None = None
    #: Bytes of answers that came, and how many of them until the first line was whole.
    heard = first_line = 0

    def syncs(self) -> int:
        """Ask once, and take in what comes."""
        answer = self.asks(self.outbox)
        for line in self.lines_of(answer):
            self._learn(line)
        return int(answer.status_code)

    def asks(self, operations: list[Any]) -> Any:
        """One question; the raw answer."""
        said = [len(LINES), self.epoch, self.cursor, "test", *batch(operations)]
        headers = {"Authorization": f"Bearer {self.secret}", "Content-Encoding": "gzip", "Accept-Encoding": "br"}
        return self.client.post("/sync", data=gzip.compress(msgspec.json.encode(said)), headers=headers)

    def lines_of(self, answer: Any) -> list[dict[str, Any]]:
        """The answers that came whole, as the readable form has them."""
        came = answer.get_data()[: self.link]
        self.heard += len(came)
        text = brotli.Decompressor().process(came) if answer.headers.get("Content-Encoding") == "br" else came
        return [self._readable(json.loads(line)) for line in text.split(b"\n")[:-1]]

    def _readable(self, line: list[Any]) -> dict[str, Any]:
        epoch, runs, mark, cursor, more, *parts = line
        answers = [_answered(run, place) for run in runs for place in range(run[0])]
        said = [{"id": operation["id"], **answer} for operation, answer in zip(self.outbox, answers, strict=False)]
        raw = Batch([msgspec.Raw(msgspec.json.encode(part)) for part in parts], 5_000, 1 << 24, TOLD).operations()
        operations = [json.loads(operation) for operation in raw]
        return {"epoch": epoch or self.epoch, "answers": said, "operations": operations, "mark": mark, "cursor": cursor, "more": bool(more)}


def _answered(run: list[Any], place: int) -> dict[str, Any]:
    _, first, *repeated = run
    if isinstance(first, str):
        return {"answer": "held", "reason": first}
    return {"answer": "repeated" if repeated else "accepted", "seq": first + place}
