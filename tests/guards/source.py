"""What the guards look at: the project's tracked files, and Python as a tree."""

import ast
import subprocess
from functools import cache
from pathlib import Path

HOME = Path(__file__).resolve().parent.parent.parent


@cache
def tracked() -> list[Path]:
    """Every file that is or is about to be in the repository."""
    # Whoever checked the files out need not be who runs the tests.
    command = ["git", "-c", "safe.directory=*", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=HOME, check=True, capture_output=True, text=True).stdout.split("\0")
    return [HOME / name for name in listed if name and (HOME / name).is_file()]


def files(folder: str, ending: str) -> list[Path]:
    """The tracked files below `folder` whose names end so; never none, because a guard that looks at nothing guards nothing."""
    found = [file for file in tracked() if file.is_relative_to(HOME / folder) and file.name.endswith(ending)]
    assert found, f"no {ending} below {folder}/"
    return found


@cache
def tree(file: Path) -> ast.Module:
    """A Python file, parsed."""
    return ast.parse(file.read_text(), str(file))


def name(file: Path) -> str:
    """How a failure calls a file."""
    return str(file.relative_to(HOME))
