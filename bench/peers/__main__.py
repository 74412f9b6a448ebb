"""`python -m bench.peers`: the peers alone, beside ours; `--publish` writes docs/performance.md."""

import sys

from bench.peers import table

found = table.measured()
print("\n".join(table.lines(found)))
if "--publish" in sys.argv:
    table.publish(found)
