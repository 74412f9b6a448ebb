"""`make bench`: every measurement, one after the other, and one table. QUICK=1 tries everything in small; `--peers` puts three others
beside us at the standard work, which takes five minutes more; `--publish` writes docs/.
"""

import os
import sys
import time
from collections.abc import Callable, Iterator

from bench import burst, cheap_phone, country, disk, gprs, growth, ingest, log_insert, machine, padron, wire_bytes
from bench.peers import table
from bench.publish import publish
from bench.row import Row, lines

MEASUREMENTS: dict[str, Callable[[bool], Iterator[Row]]] = {
    "bytes": wire_bytes.measure,
    "gprs": gprs.measure,
    "log": log_insert.measure,
    "ingest": ingest.measure,
    "burst": burst.measure,
    "disk": disk.measure,
    "country": country.measure,
    "padron": padron.measure,
    "phone": cheap_phone.measure,
    "growth": growth.measure,
}


def main(words: list[str]) -> int:
    """Measure what is named, everything if nothing is. Returns 0 also where a budget is not met: the table says so."""
    quick, publishing = bool(os.environ.get("QUICK")), "--publish" in words
    names = [word for word in words if word in MEASUREMENTS] or list(MEASUREMENTS)
    if publishing and (quick or len(names) < len(MEASUREMENTS)):
        print("only a whole run is published", file=sys.stderr)
        return 2
    about, began = machine.described(), time.monotonic()
    rows: list[Row] = []
    for name in names:
        print(f"{name} …", file=sys.stderr)
        found = list(MEASUREMENTS[name](quick))
        print("\n".join(lines(found)), file=sys.stderr)  # for who waits, and should a later one fail
        rows += found
    print("\n".join([*(f"{word}: {value}" for word, value in about.items()), "", *lines(rows)]))
    if publishing:
        publish(rows, about)
    if "--peers" in words:
        table.tell(about, publishing)
    print(f"\n{time.monotonic() - began:.0f} s{' (in small: the figures mean little)' if quick else ''}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
