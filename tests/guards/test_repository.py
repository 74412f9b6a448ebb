"""The repository works on any machine: no path or registry of one of them, every version pinned, every dependency explained."""

import json
import re

from tests.guards.source import HOME, files, name, tracked

#: Written in pieces, or this file would be the first to be found.
PATHS = (r"(?<![\w.])/" + "work/", r"(?<![\w.])/" + "root/", "/" + r"home/\w", "/opt/" + "wheels")
HOSTS = ("npmjs" + r"\.", "python" + "hosted", "pypi" + r"\.org")
OURS_ALONE = re.compile("|".join(PATHS + HOSTS))
BINARY = (".png", ".ico", ".webp", ".woff2", ".xlsx", ".pdf")
PIN = re.compile(r"[a-z0-9][a-z0-9._-]*(?:\[[a-z,]+\])?==[\w.]+")
EXPLAINED = re.compile(r"^\| `([@\w/.-]+)` \|", re.MULTILINE)


def _lines(file: str) -> list[str]:
    lines = [line.split("#")[0].strip() for line in (HOME / file).read_text().splitlines()]
    return [line for line in lines if line and not line.startswith("-r ")]


def _packages() -> dict[str, str]:
    """What we ask of npm, with its version: for the front end, for tests, and for `make bench PEERS=1`."""
    asked: dict[str, str] = {}
    for file in files(".", "package.json"):
        package = json.loads(file.read_text())
        asked |= package["dependencies"] | package.get("devDependencies", {})
    return asked


def _direct() -> set[str]:
    """Every dependency that we ask for ourselves."""
    python = {re.split(r"[\[=]", line)[0] for file in HOME.glob("requirements*.in") for line in _lines(file.name)}
    return python | set(_packages())


def test_nothing_speaks_of_one_machine_or_one_registry() -> None:
    looked_at = [file for file in tracked() if file.suffix not in BINARY]
    assert len(looked_at) > 50
    assert [f"{name(file)}: {found[0]}" for file in looked_at if (found := OURS_ALONE.search(file.read_text()))] == []


def test_the_lock_files_name_no_host() -> None:
    for file in files(".", "package-lock.json"):
        packages = json.loads(file.read_text())["packages"]
        assert len(packages) > 20
        assert [path for path, package in packages.items() if "resolved" in package] == [], name(file)


def test_every_version_is_pinned() -> None:
    for file in (*files(".", ".in"), *files(".", "requirements.txt"), *files(".", "-dev.txt"), *files(".", "-build.txt")):
        assert [line for line in _lines(name(file)) if not PIN.fullmatch(line)] == [], name(file)
    assert [package for package, version in _packages().items() if not re.fullmatch(r"\d[\w.-]*", version)] == []


def test_what_we_ask_for_is_what_is_installed() -> None:
    for asked in HOME.glob("requirements*.in"):
        frozen = set(_lines(f"{asked.stem}.txt"))
        assert [line for line in _lines(asked.name) if re.sub(r"\[.*\]", "", line) not in frozen] == [], "run `make freeze`"


def test_every_dependency_is_explained_and_no_other() -> None:
    explained = EXPLAINED.findall((HOME / "docs/dependencies.md").read_text())
    assert sorted(explained) == sorted(_direct())
