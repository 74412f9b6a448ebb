"""Every room says at its door what it is."""

import ast

from tests.guards.source import HOME, files, name, tree


def test_every_package_of_the_application_explains_itself() -> None:
    doors = files("app", "__init__.py")
    assert len(doors) > 10
    assert [name(door) for door in doors if len((ast.get_docstring(tree(door)) or "").split()) < 8] == []


def test_every_room_says_what_it_owns_what_enters_and_what_leaves() -> None:
    doors = [door for door in files("app", "__init__.py") if door.parent.parent == HOME / "app"]
    plates = {door: (ast.get_docstring(tree(door)) or "").lower() for door in doors}
    assert [f"{name(door)}: what {word}?" for door, plate in plates.items() for word in ("enters:", "leaves:") if word not in plate] == []


def test_every_file_says_in_its_first_line_what_it_is() -> None:
    commented = [file for ending in (".js", ".mjs", ".css") for file in files("static" if ending != ".mjs" else "deploy", ending)]
    silent = [file for file in commented if not file.read_text().startswith(("//", "/*"))]
    silent += [file for file in files("app", ".py") + files("tests", ".py") if not ast.get_docstring(tree(file))]
    assert [name(file) for file in silent] == []
