"""Data flows one way through the rooms, and each room imports only from those to its left."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.guards.source import HOME, files, name, tree

GROUND = (
    "settings",
    "database",
    "rows",
    "among",
    "replica",
    "words",
    "clock",
    "seal",
    "audience",
    "headers",
    "compression",
    "journal",
    "health",
    "front",
    "logs",
    "sheets",
    "commandline",
)
LINE = ("places", "federation", "accounts", "books", "sync", "rollups", "review", "reports")
BESIDE = ("phone", "panel", "partitions", "watch", "safekeeping", "demo")
BOOKS = sorted(package.parent.name for package in (HOME / "app/books").glob("*/__init__.py"))
#: What a book declares, as against what it makes of it.
DECLARATIONS = ("operations", "catalogue", "declaration", "fields")


def _imports(file: Path) -> Iterator[str]:
    """The modules of ours that a file imports, as `room.module`, wherever in the file it does."""
    for node in ast.walk(tree(file)):
        if isinstance(node, ast.Import):
            yield from (alias.name.removeprefix("app.") for alias in node.names if alias.name.startswith("app."))
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name(file)}: a relative import hides its room"
            if node.module == "app":
                yield from (alias.name for alias in node.names)
            elif (node.module or "").startswith("app."):
                yield from (f"{node.module}.{alias.name}".removeprefix("app.") for alias in node.names)


def _room(file: Path) -> str:
    return file.relative_to(HOME / "app").parts[0].removesuffix(".py")


def _all() -> list[tuple[Path, str, str]]:
    """(file, its room, what it imports) of the whole application but its table of contents."""
    rooms = [file for file in files("app", ".py") if _room(file) != "__init__"]
    found = [(file, _room(file), module) for file in rooms for module in _imports(file)]
    assert len(found) > 50
    return found


def test_every_room_has_its_place() -> None:
    assert {_room(file) for file in files("app", ".py")} == {"__init__", *GROUND, *LINE, *BESIDE}


def test_the_ground_floor_imports_no_room() -> None:
    assert [f"{name(file)}: {module}" for file, room, module in _all() if room in GROUND and module.split(".")[0] not in GROUND] == []


def test_each_room_imports_only_from_its_left() -> None:
    def may(room: str, other: str) -> bool:
        return other in GROUND or other == room or (other in LINE and LINE.index(other) < LINE.index(room))

    assert [f"{name(file)}: {module}" for file, room, module in _all() if room in LINE and not may(room, module.split(".")[0])] == []


def test_nobody_imports_what_stands_beside_the_line() -> None:
    found = [(file, room, module) for file, room, module in _all() if module.split(".")[0] in BESIDE]
    assert [f"{name(file)}: {module}" for file, room, module in found if room != module.split(".")[0] and room != "demo"] == []


def test_the_phone_imports_only_the_ground_floor_and_what_the_books_declare() -> None:
    def may(module: str) -> bool:
        room, *inner = module.split(".")
        return room in (*GROUND, "phone") or (room == "books" and any(part in DECLARATIONS for part in inner))

    found = [(file, module) for file, room, module in _all() if room == "phone"]
    assert found
    assert [f"{name(file)}: {module}" for file, module in found if not may(module)] == []


def test_books_never_import_each_other() -> None:
    assert len(BOOKS) > 2
    inside = [(file, file.relative_to(HOME / "app/books").parts[0], module) for file, room, module in _all() if room == "books"]
    others = [(file, module) for file, book, module in inside if book in BOOKS and _book(module) not in (book, None)]
    assert [f"{name(file)}: {module}" for file, module in others] == []


def _book(module: str) -> str | None:
    parts = module.split(".")
    return parts[1] if parts[0] == "books" and parts[1] in BOOKS else None


def test_settings_alone_reads_the_environment() -> None:
    def reads(file: Path) -> bool:
        return any(isinstance(node, ast.Attribute) and node.attr in ("environ", "getenv", "environb") for node in ast.walk(tree(file)))

    assert [name(file) for file in files("app", ".py") if reads(file)] == ["app/settings.py"]
