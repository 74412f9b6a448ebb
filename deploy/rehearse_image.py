"""Carries the Dockerfile's steps out where there is no Docker: `rehearse_image.py BASE WORK`, as root.

BASE is a folder with Debian 12 in it, such as `debootstrap --variant=minbase --include=python3,python3-venv,ca-certificates bookworm BASE`
makes; WORK is a new folder for the stages. COPY takes what .dockerignore lets through, RUN runs by chroot, and the last stage stays in
WORK, where CMD and HEALTHCHECK are printed for who wants to try them. It knows the instructions that our Dockerfile uses and no others.
"""

import fnmatch
import json
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

HOME = Path(__file__).resolve().parent.parent
#: How this machine reaches packages.
PASSED = re.compile(r"PIP_|NODE_EXTRA_CA_CERTS$|\w+_proxy$", re.IGNORECASE)


def instructions(text: str) -> list[tuple[str, str]]:
    """The Dockerfile as (instruction, its words), comments gone and continued lines joined."""
    code = "\n".join(line for line in text.splitlines() if not line.lstrip().startswith("#"))
    joined = [line.strip() for line in code.replace("\\\n", " ").splitlines() if line.strip()]
    return [(line.split(None, 1)[0], re.sub(r"\s+", " ", line.split(None, 1)[1])) for line in joined]


def let_through(path: str) -> bool:
    """Whether .dockerignore lets a file into the build; the last pattern that fits decides."""
    parts = [path, *(str(parent) for parent in Path(path).parents)]
    inside = True
    for line in (HOME / ".dockerignore").read_text().splitlines():
        pattern = line.removeprefix("!").removeprefix("**/")
        anywhere = line.startswith("**/")
        if line and not line.startswith("#") and any(fnmatch.fnmatch(Path(part).name if anywhere else part, pattern) for part in parts):
            inside = line.startswith("!")
    return inside


@dataclass
class Stage:
    """A file system under construction."""

    root: Path
    folder: str = "/"
    environment: dict[str, str] = field(default_factory=dict)

    def run(self, command: str) -> None:
        """RUN, as Docker does, with the network settings of this machine."""
        passed = {name: value for name, value in os.environ.items() if PASSED.match(name)}
        path = {"PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "HOME": "/root"}
        words = ["chroot", str(self.root), "/bin/sh", "-ec", f"cd {self.folder}; {command}"]
        subprocess.run(words, check=True, env=passed | path | self.environment, stdin=subprocess.DEVNULL)

    def copy(self, source: Path, to: str, whole: bool) -> None:
        """COPY of a file or a folder's contents; from the project only what is let through."""
        goal = self.root / (self.folder + "/" + to).lstrip("/")
        if source.is_dir():
            shutil.copytree(source, goal, symlinks=True, dirs_exist_ok=True, ignore=None if whole else _left_out)
        elif whole or let_through(str(source.relative_to(HOME))):
            goal = goal / source.name if to.endswith("/") else goal
            goal.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(source, goal)
        else:
            sys.exit(f".dockerignore keeps {source} out, but the Dockerfile wants it")


def _left_out(folder: str, names: list[str]) -> set[str]:
    return {name for name in names if not let_through(str((Path(folder) / name).relative_to(HOME)))}


def rehearse(base: Path, work: Path) -> None:
    """Every stage in turn."""
    stages: dict[str, Stage] = {}
    stage = Stage(base)
    for what, words in instructions((HOME / "Dockerfile").read_text()):
        print(f"{what} {words}", flush=True)  # noqa: T201 - for who watches
        if what == "FROM":
            name = words.partition(" AS ")[2] or "image"
            stages[name] = stage = Stage(work / name)
            work.mkdir(parents=True, exist_ok=True)
            subprocess.run(["cp", "--archive", str(base), str(stage.root)], check=True)  # noqa: S607 - devices too, as they are
        elif what == "WORKDIR":
            stage.folder = words
            (stage.root / words.lstrip("/")).mkdir(parents=True, exist_ok=True)
        elif what == "RUN":
            stage.run(words)
        elif what == "COPY":
            _copy(stage, stages, words.split())
        elif what == "ENV":
            stage.environment |= dict(pair.split("=", 1) for pair in words.replace(":$PATH", ":/usr/bin:/bin").split())
        elif what not in ("ARG", "LABEL", "USER", "VOLUME", "EXPOSE", "HEALTHCHECK", "CMD"):
            sys.exit(f"{what} is not known here")
    (work / "image.json").write_text(json.dumps(stage.environment))


def _copy(stage: Stage, stages: dict[str, Stage], words: list[str]) -> None:
    *sources, to = [word for word in words if not word.startswith("--")]
    other = next((word.removeprefix("--from=") for word in words if word.startswith("--from=")), None)
    for source in sources:
        stage.copy(stages[other].root / source.lstrip("/") if other else HOME / source, to, whole=other is not None)


if __name__ == "__main__":
    rehearse(Path(sys.argv[1]), Path(sys.argv[2]))
