"""Phones that run the real code of static/phone, all in one Node process that a history talks to line by line."""

import base64
import json
import os
import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from tests.databases import HOME

#: What a request becomes: its path, headers and body in, the answer's status, headers and body out; status 0 when nothing comes back.
Carry = Callable[[str, dict[str, str], bytes], dict[str, Any]]

HERE = Path(__file__).parent

#: So that a history's few operations make a bundle of several parts.
SMALL_PARTS = (
    "sending/bundle.js",
    'import { batchOf, BATCH, question } from "./exchange.js";',
    'import { batchOf, question } from "./exchange.js"; const BATCH = 2;',
)


class Phones:
    """The Node process. `bug`: pieces of sources to be replaced as they are loaded (`bugs.py`)."""

    def __init__(self, bug: Sequence[tuple[str, str, str]] = ()) -> None:
        command = ["node", "--no-warnings", "--import", str(HERE / "bugged.mjs"), str(HERE / "phones.mjs")]
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True, "bufsize": 1}
        self._process = subprocess.Popen(command, cwd=HOME, env=os.environ | {"PHONE_BUG": json.dumps([SMALL_PARTS, *bug])}, **pipes)  # type: ignore[call-overload]

    def does(self, carry: Carry, what: str, phone: str = "", **more: Any) -> dict[str, Any]:
        """Let a phone do something; what it asks of the network goes through `carry`. Raises AssertionError with what the phone threw."""
        self._say({"do": what, "phone": phone, **more})
        while "fetch" in (said := self._hear()):
            asked = said["fetch"]
            self._say(carry(asked["path"], asked["headers"], base64.b64decode(asked["body"])))
        assert "failed" not in said, said["failed"]
        return dict(said["done"])

    def close(self) -> None:
        """End the process."""
        self._process.communicate()

    def _say(self, value: dict[str, Any]) -> None:
        self._process.stdin.write(json.dumps(value) + "\n")
        self._process.stdin.flush()

    def _hear(self) -> dict[str, Any]:
        line = self._process.stdout.readline()
        if not line:
            raise RuntimeError("the phones' process ended")
        return dict(json.loads(line))
