"""`python -m bench.peers`: the peers alone, beside ours; `--publish` writes docs/performance.md."""

import sys

from bench import machine
from bench.peers import table

about = machine.described()
found = table.measured()
print("\n".join(table.lines(found)))
if "--publish" in sys.argv:
    table.publish(found, about)
