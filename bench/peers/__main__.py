"""`python -m bench.peers`: the peers alone, beside ours; `--publish` writes docs/performance.md."""

import sys

from bench import machine
from bench.peers import table

table.tell(machine.described(), "--publish" in sys.argv)
