"""The press: typst, in a process of its own where the work is long, because a paper of 150 pages takes it 0.8 GB that a server's worker
would keep ever after.

It is then run by its path and imports nothing of the application, so that it starts at once:
`press.py LAYOUT INSTANT < content.json > paper.pdf`.
"""

import subprocess
import sys
from datetime import datetime
from pathlib import Path
from typing import Literal

import typst


def compiled(layout: Path, content: bytes, at: datetime, form: Literal["pdf", "png"] = "pdf") -> bytes:
    """What a layout makes of a content (JSON), dated with an instant (UTC). What people wrote is handed over as data and is never markup;
    only the fonts that come with typst are used: every server makes the same paper."""
    inputs = {"content": content.decode()}
    return bytes(typst.compile(layout, root=layout.parent, format=form, ignore_system_fonts=True, sys_inputs=inputs, timestamp=at))


def compiled_apart(layout: Path, content: bytes, at: datetime) -> bytes:
    """The same, by another process."""
    command = [sys.executable, "-I", __file__, str(layout), at.isoformat()]
    return subprocess.run(command, input=content, stdout=subprocess.PIPE, check=True).stdout  # noqa: S603 - ourselves


if __name__ == "__main__":
    sys.stdout.buffer.write(compiled(Path(sys.argv[1]), sys.stdin.buffer.read(), datetime.fromisoformat(sys.argv[2])))
