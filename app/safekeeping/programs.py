"""Where PostgreSQL's own programs are."""

import re
import shutil
from pathlib import Path

from app.safekeeping.refused import Refused

#: Debian keeps each version's programs here; the newest understands every older server.
DEBIAN = Path("/usr/lib/postgresql")


def path(program: str) -> str:
    """The newest of that name; raises `Refused` where there is none."""
    found = sorted(DEBIAN.glob(f"*/bin/{program}"), key=lambda file: [int(part) for part in re.findall(r"\d+", file.parts[-3])])
    there = str(found[-1]) if found else shutil.which(program)
    if not there:
        raise Refused("no-program", program=program)
    return there
