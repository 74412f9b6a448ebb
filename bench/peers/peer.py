"""One peer at work: its program serves and is the phone, and between the two stands a link of GPRS that counts."""

import json
import subprocess
import time
from pathlib import Path
from typing import IO, Any

from bench.exchange import HEADERS
from bench.gprs import Gprs
from bench.peers.work import WORKS, Cost
from tests.databases import HOME

PROGRAMS = HOME / "bench" / "peers"
#: Headers that are not put into its mouth: where it speaks to, how, and what it can unpack.
NODES_OWN = ("Host:", "Connection:", "Accept-Encoding:")


def works(program: str, content: dict[str, list[Any]], folder: Path) -> dict[str, Cost]:
    """All works, each over a connection of its own. Raises ValueError where phone or server do not hold what they should afterwards."""
    given = content | {"headers": [line.split(": ", 1) for line in HEADERS if not line.startswith(NODES_OWN)]}
    (folder / "content.json").write_text(json.dumps(given, ensure_ascii=False), encoding="utf-8")
    command = ["node", str(PROGRAMS / program), "content.json"]
    with subprocess.Popen(command, cwd=folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as node:
        link = Gprs(_said(node.stdout)["port"])
        try:
            costs = {}
            for work in WORKS:
                if work == "check":
                    _settles(node, link)
                costs[work], held = _does(node, link, work)
                entries = len(content["month"]) + (len(content["day"]) if work == "up" else 0)
                if held != (entries, entries):
                    raise ValueError(f"{program}: phone and server hold {held} after {work}, not {entries}")
            return costs
        finally:
            link.close()
            node.communicate()  # nothing more to say: it ends itself


def _settles(node: "subprocess.Popen[str]", link: Gprs) -> None:
    """Let it do, uncounted and without the link's slowness, what it does once after a first download: PouchDB tells all it was told."""
    link.latency, link.rate, link.rate_up = 0.0, None, None
    _does(node, link, "check")
    link.slow()


def _does(node: "subprocess.Popen[str]", link: Gprs, work: str) -> tuple[Cost, tuple[int, int]]:
    link.cut()
    time.sleep(0.5)  # until both sides have seen it
    link.mend()
    link.forget_counts()
    print(work, link.url, file=node.stdin, flush=True)
    came = _said(node.stdout)
    return Cost(came["requests"], link.up, link.down, came["seconds"]), (came["phone"], came["server"])


def _said(out: IO[str] | None) -> dict[str, Any]:
    for line in out or ():
        if line.startswith("{"):  # peers are chatty
            came: dict[str, Any] = json.loads(line)
            return came
    raise ValueError("the peer ended without a word; `make bench PEERS=1` installs them")
