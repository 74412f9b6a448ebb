"""Writes into requirements*.txt every pin that requirements*.in lead to; `make freeze` runs it."""

import json
import re
import subprocess
import sys
from pathlib import Path


def pins(asked: Path) -> list[str]:
    """What pip would install for `asked` on a machine that has nothing, one `name==version` each, sorted."""
    question = ["install", "--quiet", "--dry-run", "--ignore-installed", "--report", "-", "--requirement", str(asked)]
    report = subprocess.run([sys.executable, "-m", "pip", *question], check=True, capture_output=True, text=True).stdout
    found = [package["metadata"] for package in json.loads(report)["install"]]
    by_name = sorted((re.sub(r"[-_.]+", "-", package["name"]).lower(), package["version"]) for package in found)
    return [f"{name}=={version}" for name, version in by_name]


for name in sorted(Path(__file__).parent.parent.glob("requirements*.in")):
    name.with_suffix(".txt").write_text("\n".join(pins(name)) + "\n")
